package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ReplicaReply.Counted;
import io.murmur.core.replica.message.ReplicaReply.Held;
import io.murmur.core.replica.message.ReplicaReply.HeldBehind;
import io.murmur.core.replica.message.ReplicaReply.HeldDigest;
import io.murmur.core.replica.message.ReplicaReply.Minted;
import io.murmur.core.replica.message.ReplicaReply.PageListed;
import io.murmur.core.replica.message.ReplicaReply.Recalled;
import io.murmur.core.replica.message.ReplicaReply.Refused;
import io.murmur.core.replica.message.ReplicaReply.Repeated;
import io.murmur.core.replica.message.ReplicaReply.RowsListed;
import io.murmur.core.replica.message.ReplicaReply.StaleEpoch;
import io.murmur.core.replica.message.ReplicaReply.Stored;
import io.murmur.core.replica.message.ReplicaReply.Vouched;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/// Bodies of what a replica answers. Each begins with the correlation of its request.
final class ReplyBodies {

    private static final int EXISTED = 1;
    private static final int HAS_FOUND = 2;
    private static final int ROW_BYTES_MIN = 10;

    private ReplyBodies() {}

    static void writeMinted(Minted minted, BytesWriter out) {
        out.i64(minted.correlation());
        Fields.writeObject(minted.object(), out);
        Fields.writeDots(minted.applied(), out);
        out.u8((minted.existed() ? EXISTED : 0) | (minted.found().isEmpty() ? 0 : HAS_FOUND));
        if (!minted.found().isEmpty()) {
            ElementsField.writeNames(minted.found(), out);
        }
    }

    static Minted readMinted(BytesReader in) {
        long correlation = in.i64();
        StoredObject object = Fields.readObject(in);
        List<Dot> applied = Fields.readDots(in);
        int flags = Fields.readFlags(in, EXISTED | HAS_FOUND);
        List<Value> found = (flags & HAS_FOUND) == 0 ? List.of() : ElementsField.readNames(in);
        return new Minted(correlation, object, applied, (flags & EXISTED) != 0, found);
    }

    static void writeRecalled(Recalled recalled, BytesWriter out) {
        out.i64(recalled.correlation());
        Codes.MEMORY.write(recalled.memory(), out);
        Fields.writeObject(recalled.object(), out);
    }

    static Recalled readRecalled(BytesReader in) {
        return new Recalled(in.i64(), Codes.MEMORY.read(in), Fields.readObject(in));
    }

    static void writeRepeated(Repeated repeated, BytesWriter out) {
        out.i64(repeated.correlation());
        Fields.writeObject(repeated.object(), out);
        Fields.writeFlag(repeated.existed(), out);
    }

    static Repeated readRepeated(BytesReader in) {
        return new Repeated(in.i64(), Fields.readObject(in), Fields.readFlag(in));
    }

    static void writeStored(Stored stored, BytesWriter out) {
        out.i64(stored.correlation());
        StoredObject beyond = stored.beyond();
        beyond.context().writeTo(out);
        if (!isContext(beyond)) {
            Fields.writeObject(beyond, out);
        }
    }

    private static boolean isContext(StoredObject beyond) {
        return beyond.siblings().isEmpty() && beyond.superseded().isEmpty() && beyond.maxFence() == 0;
    }

    static Stored readStored(BytesReader in) {
        long correlation = in.i64();
        VersionVector context = VersionVector.readFrom(in);
        StoredObject beyond = in.isAtEnd() ? StoredObject.of(context, List.of(), 0) : Fields.readObject(in);
        return new Stored(correlation, beyond);
    }

    static void writeVouched(Vouched vouched, BytesWriter out) {
        out.i64(vouched.correlation());
        Fields.writeFlag(vouched.holds(), out);
        out.i64(vouched.incarnations());
    }

    static Vouched readVouched(BytesReader in) {
        return new Vouched(in.i64(), Fields.readFlag(in), in.i64());
    }

    static void writeHeld(Held held, BytesWriter out) {
        out.i64(held.correlation());
        Fields.writeObject(held.object(), out);
    }

    static Held readHeld(BytesReader in) {
        return new Held(in.i64(), Fields.readObject(in));
    }

    static void writeHeldBehind(HeldBehind held, BytesWriter out) {
        out.i64(held.correlation());
        Fields.writeObject(held.object(), out);
    }

    static HeldBehind readHeldBehind(BytesReader in) {
        return new HeldBehind(in.i64(), Fields.readObject(in));
    }

    static void writeHeldDigest(HeldDigest held, BytesWriter out) {
        out.i64(held.correlation());
        out.i64(held.digest().version()).i64(held.digest().content());
    }

    static HeldDigest readHeldDigest(BytesReader in) {
        return new HeldDigest(in.i64(), new ObjectDigest(in.i64(), in.i64()));
    }

    static void writePageListed(PageListed page, BytesWriter out) {
        out.i64(page.correlation());
        Fields.writeKeys(page.keys(), out);
        out.i64(page.nextHash());
        Fields.writeFlag(page.last(), out);
    }

    static PageListed readPageListed(BytesReader in) {
        return new PageListed(in.i64(), Fields.readKeys(in), in.i64(), Fields.readFlag(in));
    }

    static void writeRowsListed(RowsListed page, BytesWriter out) {
        out.i64(page.correlation()).varint(page.rows().size());
        for (ListedRow row : page.rows()) {
            Fields.writeKey(row.key(), out);
            Codes.SHOWN.write(row.shown(), out.i64(row.content()));
        }
        out.i64(page.nextHash());
        Fields.writeFlag(page.last(), out);
    }

    static RowsListed readRowsListed(BytesReader in) {
        long correlation = in.i64();
        int count = in.count(in.remaining() / ROW_BYTES_MIN);
        List<ListedRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new ListedRow(Fields.readKey(in), in.i64(), Codes.SHOWN.read(in)));
        }
        return new RowsListed(correlation, rows, in.i64(), Fields.readFlag(in));
    }

    static void writeCounted(Counted counted, BytesWriter out) {
        out.i64(counted.correlation()).varint(counted.livingKeys());
    }

    static Counted readCounted(BytesReader in) {
        return new Counted(in.i64(), in.varint());
    }

    static void writeStaleEpoch(StaleEpoch stale, BytesWriter out) {
        out.i64(stale.correlation()).varint(stale.partition()).varint(stale.epoch());
    }

    static StaleEpoch readStaleEpoch(BytesReader in) {
        return new StaleEpoch(in.i64(), Fields.readPartition(in), in.varint());
    }

    static void writeRefused(Refused refused, BytesWriter out) {
        out.i64(refused.correlation());
        Codes.REFUSAL.write(refused.reason(), out);
    }

    static Refused readRefused(BytesReader in) {
        return new Refused(in.i64(), Codes.REFUSAL.read(in));
    }
}
