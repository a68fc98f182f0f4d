package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
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

    private static final int HAS_VALUE = 1;
    private static final int HAS_CONTEXT = 2;
    private static final int SENT_AGAIN = 4;
    private static final int SENT_ONCE = 8;
    private static final int HAS_END = 16;

    private OperationField() {}

    static void write(ClientOperation operation, BytesWriter out) {
        switch (operation) {
            case ClientOperation.Get(var key, var readOwners) -> {
                out.u8(GET);
                Fields.writeKey(key, out);
                Fields.writeAmount(readOwners, out);
            }
            case Put put -> writePut(put, out.u8(PUT));
            case ClientOperation.List(var partition, var fromHash, var limit) -> {
                out.u8(LIST).varint(partition).i64(fromHash);
                Fields.writeAmount(limit, out);
            }
            case ClientOperation.Count(var partition) -> out.u8(COUNT).varint(partition);
        }
    }

    static ClientOperation read(BytesReader in) {
        int tag = in.u8();
        return switch (tag) {
            case GET -> new ClientOperation.Get(Fields.readKey(in), Fields.readAmount(in));
            case PUT -> readPut(in);
            case LIST -> new ClientOperation.List(Fields.readPartition(in), in.i64(), Fields.readAmount(in));
            case COUNT -> new ClientOperation.Count(Fields.readPartition(in));
            default -> throw new MalformedBytes("operations of kind " + tag + " are not known to this version");
        };
    }

    private static void writePut(Put put, BytesWriter out) {
        Value value = put.value();
        VersionVector context = put.context();
        out.u8((value == null ? 0 : HAS_VALUE)
                | (context == null ? 0 : HAS_CONTEXT)
                | (put.end() == Lifetime.PLAIN ? 0 : HAS_END)
                | flagOf(put.tries()));
        Fields.writeKey(put.key(), out);
        put.operation().writeTo(out);
        Fields.writeAmount(put.writeOwners(), out);
        if (value != null) {
            Fields.writeValue(value, out);
        }
        if (context != null) {
            context.writeTo(out);
        }
        if (put.end() != Lifetime.PLAIN) {
            out.i64(put.end());
        }
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
        int flags = Fields.readFlags(in, HAS_VALUE | HAS_CONTEXT | SENT_AGAIN | SENT_ONCE | HAS_END);
        Key key = Fields.readKey(in);
        OperationId operation = OperationId.readFrom(in);
        int writeOwners = Fields.readAmount(in);
        Value value = (flags & HAS_VALUE) == 0 ? null : Fields.readValue(in);
        VersionVector context = (flags & HAS_CONTEXT) == 0 ? null : VersionVector.readFrom(in);
        long end = (flags & HAS_END) == 0 ? Lifetime.PLAIN : Fields.readEnd(in);
        return new Put(key, value, end, context, operation, triesOf(flags), writeOwners);
    }
}
