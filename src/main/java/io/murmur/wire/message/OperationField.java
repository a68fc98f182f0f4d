package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.ClientOperation.Put;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.VersionVector;

/// A client's operation inside of a message: a tag, then what the operation has.
final class OperationField {

    private static final int GET = 1;
    private static final int PUT = 2;
    private static final int LIST = 3;
    private static final int COUNT = 4;

    /// Stands before an operation whose asker wants to know where its time goes.
    static final int DETAILED = 5;

    /// Stands before an operation of a session, and what that has seen.
    private static final int IN_SESSION = 6;

    private static final int SENT_AGAIN = 4;
    private static final int SENT_ONCE = 8;
    private static final MutationField MUTATION = new MutationField(16, 32);

    private OperationField() {}

    static void write(ClientOperation operation, BytesWriter out) {
        switch (operation) {
            case ClientOperation.Get(var key, var readOwners) -> {
                out.u8(GET);
                Fields.writeKey(key, out);
                Fields.writeAmount(readOwners, out);
            }
            case Put put -> writePut(put, out.u8(PUT));
            case ClientOperation.InSession(var inner, var seen) -> {
                seen.writeTo(out.u8(IN_SESSION));
                write(inner, out);
            }
            case ClientOperation.List(var partition, var fromHash, var limit) -> {
                out.u8(LIST).varint(partition).i64(fromHash);
                Fields.writeAmount(limit, out);
            }
            case ClientOperation.Count(var partition) -> out.u8(COUNT).varint(partition);
        }
    }

    static ClientOperation read(BytesReader in) {
        int tag = in.u8();
        return tag == IN_SESSION ? readInSession(in) : read(tag, in);
    }

    private static ClientOperation read(int tag, BytesReader in) {
        return switch (tag) {
            case GET -> new ClientOperation.Get(Fields.readKey(in), Fields.readAmount(in));
            case PUT -> readPut(in);
            case LIST -> new ClientOperation.List(Fields.readPartition(in), in.i64(), Fields.readAmount(in));
            case COUNT -> new ClientOperation.Count(Fields.readPartition(in));
            default -> throw new MalformedBytes("operations of kind " + tag + " are not known to this version");
        };
    }

    private static ClientOperation.InSession readInSession(BytesReader in) {
        VersionVector seen = VersionVector.readFrom(in);
        if (read(in.u8(), in) instanceof ClientOperation.OfKey operation) {
            return new ClientOperation.InSession(operation, seen);
        }
        throw new MalformedBytes("only reads and writes of keys are in a session");
    }

    private static void writePut(Put put, BytesWriter out) {
        out.u8(MUTATION.flagsOf(put.mutation(), put.known()) | flagOf(put.tries()));
        Fields.writeKey(put.key(), out);
        put.operation().writeTo(out);
        Fields.writeAmount(put.writeOwners(), out);
        MUTATION.write(put.mutation(), put.known(), out);
    }

    private static int flagOf(Tries tries) {
        return switch (tries) {
            case ONLY -> SENT_ONCE;
            case FIRST -> 0;
            case AGAIN -> SENT_AGAIN;
        };
    }

    private static Tries triesOf(int flags) {
        return switch (flags & (SENT_AGAIN | SENT_ONCE)) {
            case 0 -> Tries.FIRST;
            case SENT_AGAIN -> Tries.AGAIN;
            case SENT_ONCE -> Tries.ONLY;
            default -> throw new MalformedBytes("a write says that it is sent again and that it is sent once");
        };
    }

    private static Put readPut(BytesReader in) {
        int flags = Fields.readFlags(in, MUTATION.flags() | SENT_AGAIN | SENT_ONCE);
        Key key = Fields.readKey(in);
        OperationId operation = OperationId.readFrom(in);
        int writeOwners = Fields.readAmount(in);
        MutationField.Read what = MUTATION.read(flags, in);
        Tries tries = triesOf(flags);
        if (!what.mutation().isOfWholeKey() && tries != Tries.ONLY) {
            throw new MalformedBytes("an increment, or a change of elements, says that it may be sent again");
        }
        return new Put(key, what.mutation(), what.known(), operation, tries, writeOwners);
    }
}
