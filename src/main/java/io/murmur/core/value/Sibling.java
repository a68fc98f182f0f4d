package io.murmur.core.value;

import io.murmur.core.machine.Value;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/// One event of a key that nothing known has superseded: a value, a delete, an increment, an element of a collection,
/// an addition to a HyperLogLog, or an expiry of what is there.
///
/// A delete is a sibling without a value, so that it has its own dot, time and operation id like any write
/// (G7 needs the dot, last-writer-wins the time, G5 the id). A reader is shown values before deletes.
///
/// @param hybridTime reading of the hybrid logical clock at the event, see [io.murmur.core.version.HybridTime]
/// @param operation the operation that wrote it
/// @param value what was written; null for a delete, an increment, a member of a set or an expiry
/// @param expiry when the value, increment or element ends; null if it does not end by itself
/// @param part what it adds to the key beside others; null for what takes the place of all
public record Sibling(
        Dot dot,
        long hybridTime,
        OperationId operation,
        @Nullable Value value,
        @Nullable Expiry expiry,
        @Nullable Part part) {

    /// Anything but a part.
    public Sibling(Dot dot, long hybridTime, OperationId operation, @Nullable Value value, @Nullable Expiry expiry) {
        this(dot, hybridTime, operation, value, expiry, null);
    }

    /// A value without an end, or a delete.
    public Sibling(Dot dot, long hybridTime, OperationId operation, @Nullable Value value) {
        this(dot, hybridTime, operation, value, null, null);
    }

    /// What an increment comes to; null for anything else.
    public @Nullable Amount amount() {
        return part instanceof Amount amount ? amount : null;
    }

    /// Which element it is; null for anything else.
    public @Nullable Element element() {
        return part instanceof Element element ? element : null;
    }

    /// What an addition to a HyperLogLog has seen; null for anything else.
    public @Nullable HyperLogLog registers() {
        return part instanceof Registers registers ? registers.seen() : null;
    }

    /// Whether it makes a key exist: a value, an increment, an element, or an addition to a HyperLogLog.
    public boolean isValue() {
        return value != null || (part != null && !isRemoval());
    }

    /// Whether it took the place of all with nothing.
    public boolean isDelete() {
        return value == null && part == null && expiry == null;
    }

    /// Whether it says that elements were removed.
    public boolean isRemoval() {
        return part instanceof Element element && element.isRemoval();
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
        return part instanceof Amount amount
                && isOf(event.actor())
                && dot.counter() >= event.counter()
                && amount.since() <= event.counter();
    }

    /// Whether it is an expiry that was said of this event.
    public boolean isAbout(Dot event) {
        VersionVector known = expiry == null ? null : expiry.appliesTo();
        return known != null && known.covers(event);
    }

    /// Whether it is an expiry of `other`. A part changes what is there and does not replace it, so one that began
    /// before it was over ends with the rest even if the expiry did not know it; a value that the expiry did
    /// not know stays.
    boolean ends(Sibling other) {
        if (!isExpiry() || expiry == null) {
            return false;
        }
        long over = Math.max(expiry.atMillis(), expiry.saidMillis());
        return isAbout(other.dot) || (other.part != null && other.sinceMillis() < over);
    }

    private long sinceMillis() {
        return part instanceof Amount amount ? amount.sinceMillis() : HybridTime.millisOf(hybridTime);
    }

    /// The same event, as a reader is to see it.
    Sibling showing(Value shown) {
        return new Sibling(dot, hybridTime, operation, shown, expiry, part);
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
