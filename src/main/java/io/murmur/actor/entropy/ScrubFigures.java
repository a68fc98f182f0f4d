package io.murmur.actor.entropy;

import io.murmur.core.entropy.message.Flaw;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What scrub has read and found. Written by the exchange actor, read by anybody. Thread-safe.
public final class ScrubFigures {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final List<Integer> partitions;
    private final AtomicLongArray finishedNanos;
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder restored = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Map<Flaw.Kind, LongAdder> found;
    private volatile int restoring;

    /// Figures of a walk that has read nothing yet.
    ///
    /// @param partitions of this node, in order
    /// @param nanoClock monotonic nanoseconds
    public ScrubFigures(List<Integer> partitions, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.partitions = List.copyOf(partitions);
        this.finishedNanos = new AtomicLongArray(partitions.isEmpty() ? 0 : partitions.getLast() + 1);
        long now = nanoClock.getAsLong();
        partitions.forEach(partition -> finishedNanos.set(partition, now));
        Map<Flaw.Kind, LongAdder> counters = new EnumMap<>(Flaw.Kind.class);
        for (Flaw.Kind kind : Flaw.Kind.values()) {
            counters.put(kind, new LongAdder());
        }
        this.found = Collections.unmodifiableMap(counters);
    }

    void read(int moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    void found(Flaw.Kind kind) {
        LongAdder counter = found.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void restored() {
        restored.increment();
    }

    void restoring(int keys) {
        restoring = keys;
    }

    void lost(int events) {
        lost.add(events);
    }

    void finished(int partition) {
        finishedNanos.set(partition, nanoClock.getAsLong());
    }

    public long rows() {
        return rows.sum();
    }

    /// Bytes of objects.
    public long bytes() {
        return bytes.sum();
    }

    /// Flaws of a kind, each time one was met.
    public long foundSoFar(Flaw.Kind kind) {
        LongAdder counter = found.get(kind);
        return counter == null ? 0 : counter.sum();
    }

    /// Flaws of all kinds.
    public long foundSoFar() {
        return found.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Keys whose rows were restored from other owners.
    public long restoredSoFar() {
        return restored.sum();
    }

    /// Keys whose rows wait to be, or are being, restored.
    public int restoringNow() {
        return restoring;
    }

    /// Events that no other owner held when a row was restored.
    public long lostSoFar() {
        return lost.sum();
    }

    /// Seconds since the partition for which that is longest ago was read whole; since the start, if it never was.
    public double ageSeconds() {
        long now = nanoClock.getAsLong();
        long oldest = 0;
        for (Integer partition : partitions) {
            oldest = Math.max(oldest, now - finishedNanos.get(partition));
        }
        return oldest / NANOS_PER_SECOND;
    }
}
