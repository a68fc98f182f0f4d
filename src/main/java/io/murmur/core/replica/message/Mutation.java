package io.murmur.core.replica.message;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Value;
import io.murmur.core.version.Dot;
import org.jspecify.annotations.Nullable;

/// What a write does to its key. Immutable.
public sealed interface Mutation {

    /// A value takes the place of all that is there.
    ///
    /// @param end see [Lifetime]; never [Lifetime#ENDLESS]
    record Set(Value value, long end) implements Mutation {}

    /// Nothing takes the place of all that is there.
    record Delete() implements Mutation {}

    /// What is there ends then.
    ///
    /// @param end wall milliseconds since 1970, or [Lifetime#ENDLESS]
    record Expire(long end) implements Mutation {}

    /// So much is added to what is there, and to nothing where nothing is.
    ///
    /// @param amount negative to subtract
    /// @param before the event by which the same try has added it already; null for none. It is added anew only if
    ///     that is not counted any more
    record Add(long amount, @Nullable Dot before) implements Mutation {

        public Add(long amount) {
            this(amount, null);
        }
    }

    /// A value that stays until something takes its place.
    static Mutation set(Value value) {
        return new Set(value, Lifetime.PLAIN);
    }

    /// A value with an end, a delete (neither), or an expiry (an end alone).
    ///
    /// @param end see [Lifetime]
    static Mutation of(@Nullable Value value, long end) {
        if (value != null) {
            return new Set(value, end);
        }
        Invariant.check(end != Lifetime.KEPT, "an expiry says when");
        return end == Lifetime.PLAIN ? new Delete() : new Expire(end);
    }

    /// The value that is written; null if none is.
    default @Nullable Value value() {
        return this instanceof Set(var value, _) ? value : null;
    }

    /// See [Lifetime]: an increment ends with what it is added to.
    default long end() {
        return switch (this) {
            case Set(_, var end) -> end;
            case Expire(var end) -> end;
            case Delete _ -> Lifetime.PLAIN;
            case Add _ -> Lifetime.KEPT;
        };
    }
}
