package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.ReplicaRequest.Count;
import io.murmur.core.replica.message.ReplicaRequest.FillVoid;
import io.murmur.core.replica.message.ReplicaRequest.ListRows;
import io.murmur.core.replica.message.ReplicaRequest.Merge;
import io.murmur.core.replica.message.ReplicaRequest.Mint;
import io.murmur.core.replica.message.ReplicaRequest.Page;
import io.murmur.core.replica.message.ReplicaRequest.Purge;
import io.murmur.core.replica.message.ReplicaRequest.Read;
import io.murmur.core.replica.message.ReplicaRequest.ReadAfter;
import io.murmur.core.replica.message.ReplicaRequest.Recall;
import io.murmur.core.replica.message.ReplicaRequest.Vouch;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.VersionVector;

/// Bodies of what a replica is asked. Each begins with its routing.
final class RequestBodies {

    private static final MutationField MUTATION = new MutationField(4, 8);

    private RequestBodies() {}

    static void writeMint(Mint mint, BytesWriter out) {
        Fields.writeRouting(mint.routing(), out);
        out.u8(MUTATION.flagsOf(mint.mutation(), mint.known()));
        Fields.writeKey(mint.key(), out);
        mint.operation().writeTo(out);
        Codes.ATTEMPT.write(mint.attempt(), out);
        MUTATION.write(mint.mutation(), mint.known(), out);
    }

    static Mint readMint(BytesReader in) {
        Routing routing = Fields.readRouting(in);
        int flags = Fields.readFlags(in, MUTATION.flags());
        Key key = Fields.readKey(in);
        OperationId operation = OperationId.readFrom(in);
        Attempt attempt = Codes.ATTEMPT.read(in);
        MutationField.Read what = MUTATION.read(flags, in);
        return new Mint(routing, key, what.mutation(), what.known(), operation, attempt);
    }

    static void writeRecall(Recall recall, BytesWriter out) {
        Fields.writeRouting(recall.routing(), out);
        Fields.writeKey(recall.key(), out);
        recall.operation().writeTo(out);
    }

    static Recall readRecall(BytesReader in) {
        return new Recall(Fields.readRouting(in), Fields.readKey(in), OperationId.readFrom(in));
    }

    static void writeMerge(Merge merge, BytesWriter out) {
        Fields.writeRouting(merge.routing(), out);
        Fields.writeKey(merge.key(), out);
        Fields.writeObject(merge.object(), out);
        Fields.writeDots(merge.applied(), out);
    }

    static Merge readMerge(BytesReader in) {
        return new Merge(Fields.readRouting(in), Fields.readKey(in), Fields.readObject(in), Fields.readDots(in));
    }

    static void writeFillVoid(FillVoid fill, BytesWriter out) {
        Fields.writeRouting(fill.routing(), out);
        fill.actor().writeTo(out);
        out.varint(fill.from()).varint(fill.to());
    }

    static FillVoid readFillVoid(BytesReader in) {
        Routing routing = Fields.readRouting(in);
        ActorId actor = ActorId.readFrom(in);
        long from = in.varint();
        long to = in.varint();
        if (from <= 0 || to < from) {
            throw new MalformedBytes("a void reaches from " + from + " to " + to);
        }
        return new FillVoid(routing, actor, from, to);
    }

    static void writeVouch(Vouch vouch, BytesWriter out) {
        Fields.writeRouting(vouch.routing(), out);
        Fields.writeKey(vouch.key(), out);
        out.i64(vouch.digest());
    }

    static Vouch readVouch(BytesReader in) {
        return new Vouch(Fields.readRouting(in), Fields.readKey(in), in.i64());
    }

    static void writePurge(Purge purge, BytesWriter out) {
        Fields.writeRouting(purge.routing(), out);
        Fields.writeKey(purge.key(), out);
        out.i64(purge.digest());
    }

    static Purge readPurge(BytesReader in) {
        return new Purge(Fields.readRouting(in), Fields.readKey(in), in.i64());
    }

    static void writeRead(Read read, BytesWriter out) {
        Fields.writeRouting(read.routing(), out);
        Fields.writeKey(read.key(), out);
        Fields.writeAmount(read.fullBytesMax(), out);
    }

    static Read readRead(BytesReader in) {
        return new Read(Fields.readRouting(in), Fields.readKey(in), Fields.readAmount(in));
    }

    static void writeReadAfter(ReadAfter read, BytesWriter out) {
        Fields.writeRouting(read.routing(), out);
        Fields.writeKey(read.key(), out);
        Fields.writeAmount(read.fullBytesMax(), out);
        read.seen().writeTo(out);
    }

    static ReadAfter readReadAfter(BytesReader in) {
        return new ReadAfter(
                Fields.readRouting(in), Fields.readKey(in), Fields.readAmount(in), VersionVector.readFrom(in));
    }

    static void writePage(Page page, BytesWriter out) {
        Fields.writeRouting(page.routing(), out);
        out.i64(page.fromHash());
        Fields.writeAmount(page.limit(), out);
    }

    static Page readPage(BytesReader in) {
        return new Page(Fields.readRouting(in), in.i64(), Fields.readAmount(in));
    }

    static void writeListRows(ListRows list, BytesWriter out) {
        Fields.writeRouting(list.routing(), out);
        out.i64(list.fromHash());
        Fields.writeAmount(list.limit(), out);
        out.i64(list.wallMillis());
    }

    static ListRows readListRows(BytesReader in) {
        return new ListRows(Fields.readRouting(in), in.i64(), Fields.readAmount(in), in.i64());
    }

    static void writeCount(Count count, BytesWriter out) {
        Fields.writeRouting(count.routing(), out);
    }

    static Count readCount(BytesReader in) {
        return new Count(Fields.readRouting(in));
    }
}
