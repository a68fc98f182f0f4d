package io.murmur.core.replica.message;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Value;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.Dot;
import java.util.List;
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

    /// The key has seen this, too, besides what it has seen.
    record Unite(HyperLogLog seen) implements Mutation {}

    /// Some elements of a collection change, the others stay.
    sealed interface OfElements extends Mutation {

        /// What the key has to be, if it is there.
        KeyType type();

        /// Which elements, each once.
        List<Value> names();

        /// How many events it takes.
        int events();
    }

    /// These elements are in the collection from now on.
    ///
    /// @param entries at least one, each name once
    record PutElements(KeyType type, List<Entry> entries) implements OfElements {

        public PutElements {
            entries = List.copyOf(entries);
        }

        @Override
        public List<Value> names() {
            return entries.stream().map(Entry::name).toList();
        }

        @Override
        public int events() {
            return entries.size();
        }
    }

    /// These elements are in the collection no more.
    ///
    /// @param names at least one, each once
    record RemoveElements(KeyType type, List<Value> names) implements OfElements {

        public RemoveElements {
            names = List.copyOf(names);
        }

        @Override
        public int events() {
            return 1;
        }
    }

    /// An element and what it holds.
    ///
    /// @param value null for a member of a set
    record Entry(Value name, @Nullable Value value) {}

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

    /// Whether it takes the place of all that is there, so that a second attempt changes nothing that the first
    /// has not.
    default boolean isOfWholeKey() {
        return switch (this) {
            case Set _, Delete _, Expire _ -> true;
            case Add _, Unite _, OfElements _ -> false;
        };
    }

    /// See [Lifetime]: what is added ends with what it is added to.
    default long end() {
        return switch (this) {
            case Set(_, var end) -> end;
            case Expire(var end) -> end;
            case Delete _, RemoveElements _ -> Lifetime.PLAIN;
            case Add _, Unite _, PutElements _ -> Lifetime.KEPT;
        };
    }
}
