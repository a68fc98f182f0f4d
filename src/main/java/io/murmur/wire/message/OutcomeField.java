package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.Known;
import io.murmur.core.value.Totals;
import io.murmur.core.version.VersionVector;

/// How an operation ended, inside of a message: a tag, then what the outcome has.
final class OutcomeField {

    private static final int READ = 1;
    private static final int WRITTEN = 2;
    private static final int LISTED = 3;
    private static final int COUNTED = 4;
    private static final int FAILED = 5;

    private static final int EXISTED = 1;
    private static final int HAS_NUMBER = 2;
    private static final int HAS_TOTALS = 4;

    /// Stands before the path of an operation, and that before its outcome.
    static final int DETAILED = 6;

    private OutcomeField() {}

    static void write(Outcome outcome, BytesWriter out) {
        switch (outcome) {
            case Outcome.Read(var object) -> Fields.writeObject(object, out.u8(READ));
            case Outcome.Written written -> writeWritten(written, out.u8(WRITTEN));
            case Outcome.Listed(var keys, var nextHash, var last) -> {
                Fields.writeKeys(keys, out.u8(LISTED));
                Fields.writeFlag(last, out.i64(nextHash));
            }
            case Outcome.Counted(var livingKeys) -> out.u8(COUNTED).varint(livingKeys);
            case Outcome.Failed(var failure) -> Codes.FAILURE.write(failure, out.u8(FAILED));
        }
    }

    private static void writeWritten(Outcome.Written written, BytesWriter out) {
        Totals totals = written.known().totals();
        written.known().context().writeTo(out);
        out.u8((written.existed() ? EXISTED : 0)
                | (written.number() == 0 ? 0 : HAS_NUMBER)
                | (totals.isEmpty() ? 0 : HAS_TOTALS));
        if (written.number() != 0) {
            out.i64(written.number());
        }
        if (!totals.isEmpty()) {
            totals.writeTo(out);
        }
    }

    private static Outcome readWritten(BytesReader in) {
        VersionVector context = VersionVector.readFrom(in);
        int flags = Fields.readFlags(in, EXISTED | HAS_NUMBER | HAS_TOTALS);
        long number = (flags & HAS_NUMBER) == 0 ? 0 : in.i64();
        Totals totals = (flags & HAS_TOTALS) == 0 ? Totals.EMPTY : Totals.readFrom(in);
        return new Outcome.Written(Known.said(context, totals), (flags & EXISTED) != 0, number);
    }

    static Outcome read(BytesReader in) {
        int tag = in.u8();
        return switch (tag) {
            case READ -> new Outcome.Read(Fields.readObject(in));
            case WRITTEN -> readWritten(in);
            case LISTED -> new Outcome.Listed(Fields.readKeys(in), in.i64(), Fields.readFlag(in));
            case COUNTED -> new Outcome.Counted(in.varint());
            case FAILED -> new Outcome.Failed(Codes.FAILURE.read(in));
            default -> throw new MalformedBytes("outcomes of kind " + tag + " are not known to this version");
        };
    }
}
