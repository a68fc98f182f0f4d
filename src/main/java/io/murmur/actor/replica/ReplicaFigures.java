package io.murmur.actor.replica;

import io.murmur.core.version.VersionVector;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/// What a node's replicas show of themselves without being asked. Written by lanes when something is durable,
/// read by anybody. Thread-safe.
public final class ReplicaFigures {

    private final AtomicLongArray livingKeys;
    private final AtomicReferenceArray<VersionVector> applied;
    private final LongAdder batches = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder named = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    public ReplicaFigures(int partitions) {
        this.livingKeys = new AtomicLongArray(partitions);
        this.applied = new AtomicReferenceArray<>(partitions);
    }

    void livingKeys(int partition, long keys) {
        livingKeys.set(partition, keys);
    }

    void applied(int partition, VersionVector withoutGaps) {
        applied.set(partition, withoutGaps);
    }

    void decided(int requests) {
        batches.increment();
        changes.add(requests);
    }

    void named() {
        named.increment();
    }

    void read() {
        reads.increment();
    }

    void expired() {
        expired.increment();
    }

    void damaged() {
        damaged.increment();
    }

    /// Keys of `partition` that show a value here; 0 for a partition that is not here.
    public long livingKeys(int partition) {
        return livingKeys.get(partition);
    }

    /// Up to which event of each actor `partition` has applied all, durably; nothing before its lane has started.
    VersionVector applied(int partition) {
        VersionVector known = applied.get(partition);
        return known == null ? VersionVector.EMPTY : known;
    }

    /// Decisions of all lanes; [#changes] divided by it is the average batch.
    public long batches() {
        return batches.sum();
    }

    /// Requests decided.
    public long changes() {
        return changes.sum();
    }

    /// Events that this node has named: writes, deletes and expiries that began here.
    public long namedCount() {
        return named.sum();
    }

    /// Requests dropped because nobody waited any more when their turn came.
    public long expiredCount() {
        return expired.sum();
    }

    /// Rows of objects and index that were met and could not be trusted.
    public long damagedCount() {
        return damaged.sum();
    }

    /// Objects read for others.
    public long reads() {
        return reads.sum();
    }
}
