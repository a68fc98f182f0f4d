package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import java.util.Arrays;

/// A set of positive counters kept as disjoint intervals, in order, never touching. Immutable.
///
/// A replica that missed nothing has one interval; each absence costs one more, whatever its length.
public final class IntervalSet {

    /// Two numbers of one byte each.
    private static final int INTERVAL_BYTES_MIN = 2;

    public static final IntervalSet EMPTY = new IntervalSet(new long[0]);

    /// from0, to0, from1, to1, ... with to(i) + 1 < from(i + 1).
    private final long[] bounds;

    private IntervalSet(long[] bounds) {
        this.bounds = bounds;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public int intervals() {
        return bounds.length / 2;
    }

    /// How many members there are.
    public long size() {
        long size = 0;
        for (int i = 0; i < intervals(); i++) {
            size += to(i) - from(i) + 1;
        }
        return size;
    }

    public long from(int interval) {
        return bounds[2 * interval];
    }

    public long to(int interval) {
        return bounds[2 * interval + 1];
    }

    /// The largest n such that 1..n are all in the set; 0 if 1 is missing.
    public long contiguousTo() {
        return bounds.length > 0 && bounds[0] == 1 ? bounds[1] : 0;
    }

    /// The greatest member; 0 if empty.
    public long max() {
        return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
    }

    public boolean isContiguous() {
        return contiguousTo() == max();
    }

    public boolean contains(long counter) {
        int at = Arrays.binarySearch(bounds, counter);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /// This set and `from` to `to`, both inclusive.
    public IntervalSet with(long from, long to) {
        Invariant.check(from > 0 && from <= to, "an interval goes from a positive counter upwards");
        if (bounds.length > 0 && from == max() + 1) {
            long[] grown = bounds.clone();
            grown[grown.length - 1] = to;
            return new IntervalSet(grown);
        }
        return insert(from, to);
    }

    private IntervalSet insert(long from, long to) {
        int first = 0;
        while (first < bounds.length && bounds[first + 1] < from - 1) {
            first += 2;
        }
        int behind = first;
        long low = from;
        long high = to;
        while (behind < bounds.length && bounds[behind] - 1 <= to) {
            low = Math.min(low, bounds[behind]);
            high = Math.max(high, bounds[behind + 1]);
            behind += 2;
        }
        long[] joined = new long[first + 2 + bounds.length - behind];
        System.arraycopy(bounds, 0, joined, 0, first);
        joined[first] = low;
        joined[first + 1] = high;
        System.arraycopy(bounds, behind, joined, first + 2, bounds.length - behind);
        return new IntervalSet(joined);
    }

    /// The union of both sets.
    public IntervalSet union(IntervalSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        long[] joined = new long[bounds.length + other.bounds.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < intervals() || theirs < other.intervals()) {
            boolean takesMine = theirs == other.intervals() || (mine < intervals() && from(mine) <= other.from(theirs));
            long from = takesMine ? from(mine) : other.from(theirs);
            long to = takesMine ? to(mine++) : other.to(theirs++);
            // Counters are positive, so nothing underflows.
            if (size > 0 && joined[size - 1] >= from - 1) {
                joined[size - 1] = Math.max(joined[size - 1], to);
            } else {
                joined[size++] = from;
                joined[size++] = to;
            }
        }
        return new IntervalSet(Arrays.copyOf(joined, size));
    }

    /// What is here and not in `other`.
    public IntervalSet minus(IntervalSet other) {
        long[] left = new long[bounds.length + other.bounds.length];
        int size = 0;
        int next = 0;
        for (int i = 0; i < intervals(); i++) {
            long from = from(i);
            while (next < other.intervals() && other.to(next) < from) {
                next++;
            }
            for (int j = next; j < other.intervals() && other.from(j) <= to(i) && from > 0; j++) {
                if (other.from(j) > from) {
                    left[size++] = from;
                    left[size++] = other.from(j) - 1;
                }
                // Nothing lies behind the greatest number.
                from = other.to(j) == Long.MAX_VALUE ? 0 : other.to(j) + 1;
            }
            if (from > 0 && from <= to(i)) {
                left[size++] = from;
                left[size++] = to(i);
            }
        }
        return size == 0 ? EMPTY : new IntervalSet(Arrays.copyOf(left, size));
    }

    /// The members up to `last`, inclusive.
    public IntervalSet upTo(long last) {
        if (max() <= last) {
            return this;
        }
        return last == Long.MAX_VALUE ? this : minus(EMPTY.with(last + 1, max()));
    }

    public void writeTo(BytesWriter out) {
        out.varint(intervals());
        long previous = 0;
        for (long bound : bounds) {
            out.varint(bound - previous);
            previous = bound;
        }
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a set in canonical form
    public static IntervalSet readFrom(BytesReader in) {
        int intervals = in.count(in.remaining() / INTERVAL_BYTES_MIN);
        long[] bounds = new long[2 * intervals];
        long previous = 0;
        for (int i = 0; i < bounds.length; i++) {
            long step = in.varint();
            long least = i == 0 ? 1 : i % 2 == 1 ? 0 : 2;
            bounds[i] = previous + step;
            if (step < least || bounds[i] < previous) {
                throw new MalformedBytes("the intervals of a clock are not in order");
            }
            previous = bounds[i];
        }
        return intervals == 0 ? EMPTY : new IntervalSet(bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntervalSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < intervals(); i++) {
            text.append(i == 0 ? "" : ", ").append(from(i)).append("..").append(to(i));
        }
        return text.append(']').toString();
    }
}
