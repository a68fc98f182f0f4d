package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply.Inspected;
import io.murmur.core.entropy.message.SyncReply.KeyShown;
import io.murmur.core.entropy.message.SyncReply.KeysListed;
import io.murmur.core.entropy.message.SyncRequest.Inspect;
import io.murmur.core.entropy.message.SyncRequest.ListKeys;
import io.murmur.core.entropy.message.SyncRequest.ShowKey;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.List;

/// Bodies of what is said to find out whether replicas agree, and whether their rows are as they were written.
final class InspectionBodies {

    private static final int KEY_BYTES_MIN = 10;
    private static final int FLAW_BYTES_MIN = 3;

    private InspectionBodies() {}

    static void writeListKeys(ListKeys list, BytesWriter out) {
        SyncBodies.writeSegments(list.segments(), out.i64(list.correlation()));
    }

    static ListKeys readListKeys(BytesReader in) {
        return new ListKeys(in.i64(), SyncBodies.readSegments(in));
    }

    static void writeKeysListed(KeysListed listed, BytesWriter out) {
        out.i64(listed.correlation()).varint(listed.keys().size());
        for (ListedKey key : listed.keys()) {
            out.varint(key.partition());
            Fields.writeKey(key.key(), out);
            out.i64(key.digest());
        }
    }

    static KeysListed readKeysListed(BytesReader in) {
        long correlation = in.i64();
        int count = in.count(in.remaining() / KEY_BYTES_MIN);
        List<ListedKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(new ListedKey(Fields.readPartition(in), Fields.readKey(in), in.i64()));
        }
        return new KeysListed(correlation, keys);
    }

    static void writeShowKey(ShowKey show, BytesWriter out) {
        Fields.writeKey(show.key(), out.i64(show.correlation()).varint(show.partition()));
    }

    static ShowKey readShowKey(BytesReader in) {
        return new ShowKey(in.i64(), Fields.readPartition(in), Fields.readKey(in));
    }

    static void writeKeyShown(KeyShown shown, BytesWriter out) {
        StoredObject object = shown.object();
        Fields.writeFlag(object != null, out.i64(shown.correlation()));
        if (object != null) {
            Fields.writeObject(object, out);
        }
        ClockList.write(List.of(shown.clock()), out);
    }

    static KeyShown readKeyShown(BytesReader in) {
        long correlation = in.i64();
        StoredObject object = Fields.readFlag(in) ? Fields.readObject(in) : null;
        List<ReplicaClock> clocks = ClockList.read(in);
        if (clocks.size() != 1) {
            throw new MalformedBytes("a key is shown with one clock, not " + clocks.size());
        }
        return new KeyShown(correlation, object, clocks.getFirst());
    }

    static void writeInspect(Inspect inspect, BytesWriter out) {
        out.i64(inspect.correlation()).varint(inspect.partition()).varint(inspect.segment());
        Fields.writeAmount(inspect.bytesMax(), out);
    }

    static Inspect readInspect(BytesReader in) {
        return new Inspect(
                in.i64(), Fields.readPartition(in), in.count(MerkleTree.SEGMENTS - 1), Fields.readAmount(in));
    }

    static void writeInspected(Inspected inspected, BytesWriter out) {
        out.i64(inspected.correlation()).varint(inspected.partition()).varint(inspected.nextSegment());
        Fields.writeAmount(inspected.rows(), out);
        out.varint(inspected.bytes()).varint(inspected.flaws().size());
        for (Flaw flaw : inspected.flaws()) {
            Codes.FLAW.write(flaw.kind(), out);
            out.varint(flaw.segment());
            Fields.writeFlag(flaw.key() != null, out);
            if (flaw.key() != null) {
                Fields.writeKey(flaw.key(), out);
            }
        }
    }

    static Inspected readInspected(BytesReader in) {
        long correlation = in.i64();
        int partition = Fields.readPartition(in);
        int nextSegment = in.count(MerkleTree.SEGMENTS);
        int rows = Fields.readAmount(in);
        long bytes = in.varint();
        int count = in.count(in.remaining() / FLAW_BYTES_MIN);
        List<Flaw> flaws = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Flaw.Kind kind = Codes.FLAW.read(in);
            int segment = in.count(MerkleTree.SEGMENTS - 1);
            flaws.add(new Flaw(kind, segment, Fields.readFlag(in) ? Fields.readKey(in) : null));
        }
        return new Inspected(correlation, partition, nextSegment, rows, bytes, flaws);
    }
}
