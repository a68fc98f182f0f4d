package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncMessage.Announced;
import io.murmur.core.entropy.message.SyncMessage.Pulled;
import io.murmur.core.entropy.message.SyncMessage.Unpushed;
import io.murmur.core.entropy.message.SyncReply.ClocksShown;
import io.murmur.core.entropy.message.SyncReply.Declined;
import io.murmur.core.entropy.message.SyncReply.HoldingsListed;
import io.murmur.core.entropy.message.SyncReply.HoldingsSketched;
import io.murmur.core.entropy.message.SyncReply.MissingSent;
import io.murmur.core.entropy.message.SyncReply.ObjectsSent;
import io.murmur.core.entropy.message.SyncRequest.DescribeHoldings;
import io.murmur.core.entropy.message.SyncRequest.SendMissing;
import io.murmur.core.entropy.message.SyncRequest.SendObjects;
import io.murmur.core.entropy.message.SyncRequest.ShowClocks;
import io.murmur.core.machine.NodeId;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.merkle.Sketch;
import java.util.ArrayList;
import java.util.List;

/// Bodies of what exchanges say.
final class SyncBodies {

    private static final int SCOPE_SHARED = 1;
    private static final int SCOPE_SEGMENTS = 2;
    private static final int SCOPE_KEYS = 3;
    private static final int SEGMENT_BYTES_MIN = 2;
    private static final int OBJECT_BYTES_MIN = 3;

    private SyncBodies() {}

    static void writeAnnounced(Announced announced, BytesWriter out) {
        out.i64(announced.correlation()).i64(announced.sum()).varint(announced.applied());
    }

    static Announced readAnnounced(BytesReader in) {
        return new Announced(in.i64(), in.i64(), in.varint());
    }

    static void writeUnpushed(Unpushed telling, BytesWriter out) {
        writePartitions(telling.partitions(), out.i64(telling.correlation()));
    }

    static Unpushed readUnpushed(BytesReader in) {
        return new Unpushed(in.i64(), readPartitions(in));
    }

    static void writePulled(Pulled pulled, BytesWriter out) {
        out.i64(pulled.correlation());
    }

    static Pulled readPulled(BytesReader in) {
        return new Pulled(in.i64());
    }

    static void writeDescribeHoldings(DescribeHoldings describe, BytesWriter out) {
        out.i64(describe.correlation());
        Fields.writeAmount(describe.symbols(), out);
        switch (describe.scope()) {
            case Scope.Shared(var peer) -> out.u8(SCOPE_SHARED).i64(peer.bits());
            case Scope.Segments(var partitions) -> writePartitions(partitions, out.u8(SCOPE_SEGMENTS));
            case Scope.Keys(var segments) -> writeSegments(segments, out.u8(SCOPE_KEYS));
        }
    }

    static DescribeHoldings readDescribeHoldings(BytesReader in) {
        long correlation = in.i64();
        int symbols = in.count(Sketch.SYMBOLS_MAX);
        int kind = in.u8();
        Scope scope = switch (kind) {
            case SCOPE_SHARED -> new Scope.Shared(new NodeId(in.i64()));
            case SCOPE_SEGMENTS -> new Scope.Segments(readPartitions(in));
            case SCOPE_KEYS -> new Scope.Keys(readSegments(in));
            default -> throw new MalformedBytes("scopes of kind " + kind + " are not known to this version");
        };
        return new DescribeHoldings(correlation, scope, symbols);
    }

    private static void writePartitions(List<Integer> partitions, BytesWriter out) {
        out.varint(partitions.size());
        partitions.forEach(out::varint);
    }

    private static List<Integer> readPartitions(BytesReader in) {
        int count = in.count(in.remaining());
        List<Integer> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(Fields.readPartition(in));
        }
        return partitions;
    }

    static void writeSegments(List<Scope.Segment> segments, BytesWriter out) {
        out.varint(segments.size());
        segments.forEach(segment -> out.varint(segment.partition()).varint(segment.segment()));
    }

    static List<Scope.Segment> readSegments(BytesReader in) {
        int count = in.count(in.remaining() / SEGMENT_BYTES_MIN);
        List<Scope.Segment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new Scope.Segment(Fields.readPartition(in), in.count(MerkleTree.SEGMENTS - 1)));
        }
        return segments;
    }

    static void writeShowClocks(ShowClocks show, BytesWriter out) {
        writePartitions(show.partitions(), out.i64(show.correlation()));
    }

    static ShowClocks readShowClocks(BytesReader in) {
        return new ShowClocks(in.i64(), readPartitions(in));
    }

    static void writeSendMissing(SendMissing missing, BytesWriter out) {
        Fields.writeAmount(missing.bytesMax(), out.i64(missing.correlation()));
        ClockList.writeKnown(missing.known(), out);
    }

    static SendMissing readSendMissing(BytesReader in) {
        long correlation = in.i64();
        int bytesMax = Fields.readAmount(in);
        return new SendMissing(correlation, ClockList.readKnown(in), bytesMax);
    }

    static void writeSendObjects(SendObjects wanted, BytesWriter out) {
        out.i64(wanted.correlation());
        writeSegments(wanted.segments(), out);
        wanted.items().writeTo(out);
        Fields.writeAmount(wanted.bytesMax(), out);
    }

    static SendObjects readSendObjects(BytesReader in) {
        return new SendObjects(in.i64(), readSegments(in), ItemList.readFrom(in), Fields.readAmount(in));
    }

    static void writeHoldingsSketched(HoldingsSketched sketched, BytesWriter out) {
        out.i64(sketched.correlation());
        sketched.sketch().writeTo(out);
    }

    static HoldingsSketched readHoldingsSketched(BytesReader in) {
        return new HoldingsSketched(in.i64(), Sketch.readFrom(in));
    }

    static void writeHoldingsListed(HoldingsListed listed, BytesWriter out) {
        listed.items().writeTo(out.i64(listed.correlation()).varint(listed.applied()));
    }

    static HoldingsListed readHoldingsListed(BytesReader in) {
        long correlation = in.i64();
        long applied = in.varint();
        return new HoldingsListed(correlation, ItemList.readFrom(in), applied);
    }

    static void writeClocksShown(ClocksShown shown, BytesWriter out) {
        out.i64(shown.correlation());
        ClockList.write(shown.clocks(), out);
    }

    static ClocksShown readClocksShown(BytesReader in) {
        return new ClocksShown(in.i64(), ClockList.read(in));
    }

    static void writeMissingSent(MissingSent sent, BytesWriter out) {
        out.i64(sent.correlation());
        writeObjects(sent.objects(), out);
        ClockList.writeLooked(sent.replicas(), out);
    }

    static MissingSent readMissingSent(BytesReader in) {
        return new MissingSent(in.i64(), readObjects(in), ClockList.readLooked(in));
    }

    static void writeObjectsSent(ObjectsSent sent, BytesWriter out) {
        out.i64(sent.correlation());
        writeObjects(sent.objects(), out);
        Fields.writeFlag(sent.complete(), out);
    }

    static ObjectsSent readObjectsSent(BytesReader in) {
        return new ObjectsSent(in.i64(), readObjects(in), Fields.readFlag(in));
    }

    static void writeDeclined(Declined declined, BytesWriter out) {
        Codes.REFUSAL.write(declined.reason(), out.i64(declined.correlation()));
    }

    static Declined readDeclined(BytesReader in) {
        return new Declined(in.i64(), Codes.REFUSAL.read(in));
    }

    private static void writeObjects(List<KeyedObject> objects, BytesWriter out) {
        out.varint(objects.size());
        for (KeyedObject object : objects) {
            out.varint(object.partition());
            Fields.writeKey(object.key(), out);
            Fields.writeObject(object.object(), out);
        }
    }

    private static List<KeyedObject> readObjects(BytesReader in) {
        int count = in.count(in.remaining() / OBJECT_BYTES_MIN);
        List<KeyedObject> objects = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            objects.add(new KeyedObject(Fields.readPartition(in), Fields.readKey(in), Fields.readObject(in)));
        }
        return objects;
    }
}
