package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.Known;
import io.murmur.core.value.Totals;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// What a write does and what its writer knew, inside of a message: flags that say what there is, and, after the
/// fields of the message, what they say (`src/docs/formats.md`, "Fields of messages").
///
/// @param hasEnd the flag for an end; that for what is added, for the event before, and for what was known of
///     increments are the next ones that are free
/// @param hasAmount the flag for what is added; with that for an end, which an increment has not, for a change of
///     elements, or an addition to a HyperLogLog
record MutationField(int hasEnd, int hasAmount) {

    static final int HAS_VALUE = 1;
    static final int HAS_CONTEXT = 2;

    private int hasBefore() {
        return hasAmount << 1;
    }

    private int hasTotals() {
        return hasAmount << 2;
    }

    /// All flags that this may set.
    int flags() {
        return HAS_VALUE | HAS_CONTEXT | hasEnd | hasAmount | hasBefore() | hasTotals();
    }

    int flagsOf(Mutation mutation, @Nullable Known known) {
        int flags = known == null ? 0 : known.totals().isEmpty() ? HAS_CONTEXT : HAS_CONTEXT | hasTotals();
        if (mutation instanceof Mutation.OfElements || mutation instanceof Mutation.Unite) {
            return flags | hasEnd | hasAmount;
        }
        if (mutation instanceof Mutation.Add(_, var before)) {
            return flags | (before == null ? hasAmount : hasAmount | hasBefore());
        }
        return flags | (mutation.value() == null ? 0 : HAS_VALUE) | (mutation.end() == Lifetime.PLAIN ? 0 : hasEnd);
    }

    void write(Mutation mutation, @Nullable Known known, BytesWriter out) {
        Value value = mutation.value();
        if (value != null) {
            Fields.writeValue(value, out);
        }
        if (known != null) {
            known.context().writeTo(out);
        }
        if (mutation instanceof Mutation.Add(var amount, var before)) {
            out.i64(amount);
            if (before != null) {
                before.writeTo(out);
            }
        } else if (mutation instanceof Mutation.OfElements elements) {
            ElementsField.write(elements, out);
        } else if (mutation instanceof Mutation.Unite(var seen)) {
            ElementsField.write(seen, out);
        } else if (mutation.end() != Lifetime.PLAIN) {
            out.i64(mutation.end());
        }
        if (known != null && !known.totals().isEmpty()) {
            known.totals().writeTo(out);
        }
    }

    /// What was read.
    record Read(Mutation mutation, @Nullable Known known) {}

    Read read(int flags, BytesReader in) {
        Value value = has(flags, HAS_VALUE) ? Fields.readValue(in) : null;
        VersionVector context = has(flags, HAS_CONTEXT) ? VersionVector.readFrom(in) : null;
        Mutation mutation = mutation(flags, value, in);
        if (has(flags, hasAmount) && (value != null || (has(flags, hasEnd) && has(flags, hasBefore())))) {
            throw new MalformedBytes("an increment says that it is a value, or a change of elements that it is one");
        }
        Totals totals = has(flags, hasTotals()) ? Totals.readFrom(in) : Totals.EMPTY;
        return new Read(mutation, context == null ? null : Known.said(context, totals));
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private Mutation mutation(int flags, @Nullable Value value, BytesReader in) {
        if (!has(flags, hasAmount)) {
            return plain(flags, value, in);
        }
        return has(flags, hasEnd) ? ElementsField.read(in) : addition(flags, in);
    }

    private Mutation plain(int flags, @Nullable Value value, BytesReader in) {
        long end = has(flags, hasEnd) ? Fields.readEnd(in) : Lifetime.PLAIN;
        if (value == null && end == Lifetime.KEPT) {
            throw new MalformedBytes("an expiry does not say when");
        }
        return Mutation.of(value, end);
    }

    private Mutation addition(int flags, BytesReader in) {
        return new Mutation.Add(in.i64(), has(flags, hasBefore()) ? Dot.readFrom(in) : null);
    }
}
