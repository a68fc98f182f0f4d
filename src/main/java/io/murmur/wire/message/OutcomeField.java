package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.version.VersionVector;

/// How an operation ended, inside of a message: a tag, then what the outcome has.
final class OutcomeField {

    private static final int READ = 1;
    private static final int WRITTEN = 2;
    private static final int LISTED = 3;
    private static final int COUNTED = 4;
    private static final int FAILED = 5;

    /// Stands before the path of an operation, and that before its outcome.
    static final int DETAILED = 6;

    private OutcomeField() {}

    static void write(Outcome outcome, BytesWriter out) {
        switch (outcome) {
            case Outcome.Read(var object) -> Fields.writeObject(object, out.u8(READ));
            case Outcome.Written(var context, var existed) -> {
                context.writeTo(out.u8(WRITTEN));
                Fields.writeFlag(existed, out);
            }
            case Outcome.Listed(var keys, var nextHash, var last) -> {
                Fields.writeKeys(keys, out.u8(LISTED));
                Fields.writeFlag(last, out.i64(nextHash));
            }
            case Outcome.Counted(var livingKeys) -> out.u8(COUNTED).varint(livingKeys);
            case Outcome.Failed(var failure) -> Codes.FAILURE.write(failure, out.u8(FAILED));
        }
    }

    static Outcome read(BytesReader in) {
        int tag = in.u8();
        return switch (tag) {
            case READ -> new Outcome.Read(Fields.readObject(in));
            case WRITTEN -> new Outcome.Written(VersionVector.readFrom(in), Fields.readFlag(in));
            case LISTED -> new Outcome.Listed(Fields.readKeys(in), in.i64(), Fields.readFlag(in));
            case COUNTED -> new Outcome.Counted(in.varint());
            case FAILED -> new Outcome.Failed(Codes.FAILURE.read(in));
            default -> throw new MalformedBytes("outcomes of kind " + tag + " are not known to this version");
        };
    }
}
