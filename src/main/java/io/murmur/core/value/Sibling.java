package io.murmur.core.value;

import io.murmur.core.machine.Value;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// One event of a key that nothing known has superseded: a value, a delete, an increment, or an expiry of what is
/// there.
///
/// A delete is a sibling without a value, so that it has its own dot, time and operation id like any write
/// (G7 needs the dot, last-writer-wins the time, G5 the id). A reader is shown values before deletes.
///
/// @param hybridTime reading of the hybrid logical clock at the event, see [io.murmur.core.version.HybridTime]
/// @param operation the operation that wrote it
/// @param value what was written; null for a delete, an increment or an expiry
/// @param expiry when the value or increment ends; null if it does not end by itself
/// @param amount what an increment comes to; null for anything else
public record Sibling(
        Dot dot,
        long hybridTime,
        OperationId operation,
        @Nullable Value value,
        @Nullable Expiry expiry,
        @Nullable Amount amount) {

    /// Anything but an increment.
    public Sibling(Dot dot, long hybridTime, OperationId operation, @Nullable Value value, @Nullable Expiry expiry) {
        this(dot, hybridTime, operation, value, expiry, null);
    }

    /// A value without an end, or a delete.
    public Sibling(Dot dot, long hybridTime, OperationId operation, @Nullable Value value) {
        this(dot, hybridTime, operation, value, null, null);
    }

    /// Whether it makes a key exist: a value or an increment.
    public boolean isValue() {
        return value != null || amount != null;
    }

    public boolean isDelete() {
        return !isValue() && expiry == null;
    }

    /// Whether it is the expiry of other events.
    public boolean isExpiry() {
        return !isValue() && expiry != null;
    }

    /// Whether this actor named it.
    public boolean isOf(ActorId actor) {
        return dot.actor().equals(actor);
    }

    /// Whether the sum that it holds includes what its actor added by `event`.
    public boolean includes(Dot event) {
        return amount != null
                && isOf(event.actor())
                && dot.counter() >= event.counter()
                && amount.since() <= event.counter();
    }

    /// Whether it is an expiry that was said of this event.
    public boolean isAbout(Dot event) {
        VersionVector known = expiry == null ? null : expiry.appliesTo();
        return known != null && known.covers(event);
    }

    /// Whether it is an expiry of `other`. An increment changes what is there and does not replace it, so a
    /// count that began before it was over ends with the rest even if the expiry did not know it; a value
    /// that the expiry did not know stays.
    boolean ends(Sibling other) {
        if (!isExpiry() || expiry == null) {
            return false;
        }
        long over = Math.max(expiry.atMillis(), expiry.saidMillis());
        return isAbout(other.dot) || (other.amount != null && other.amount.sinceMillis() < over);
    }

    /// The same event, as a reader is to see it.
    Sibling showing(Value shown) {
        return new Sibling(dot, hybridTime, operation, shown, expiry, amount);
    }

    /// Orders siblings by (time, actor, value): the greatest is the last writer.
    public static int compareAsWriters(Sibling left, Sibling right) {
        int byTime = Long.compareUnsigned(left.hybridTime, right.hybridTime);
        if (byTime != 0) {
            return byTime;
        }
        int byActor = left.dot.actor().compareTo(right.dot.actor());
        return byActor != 0 ? byActor : compareValues(left.value, right.value);
    }

    private static int compareValues(@Nullable Value left, @Nullable Value right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return left.compareTo(right);
    }
}
