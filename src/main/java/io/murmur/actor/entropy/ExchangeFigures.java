package io.murmur.actor.entropy;

import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.machine.NodeId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What exchanges came to: counts, and when this node and each peer last held the same of each partition.
/// Written by the exchange actor, read by anybody. Thread-safe.
public final class ExchangeFigures {

    private static final long NEVER = Long.MIN_VALUE;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final long startedNanos;
    private final Map<NodeId, AtomicLongArray> agreedNanos;
    private final Map<NodeId, int[]> sharedWith;
    private final LongAdder ended = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder differing = new LongAdder();
    private final LongAdder fetchedByClocks = new LongAdder();
    private final LongAdder fetchedByTrees = new LongAdder();
    private final LongAdder fetchedBytes = new LongAdder();

    /// Figures of a node that has agreed with nobody yet.
    ///
    /// @param shared the partitions shared with each peer
    /// @param nanoClock monotonic nanoseconds
    public ExchangeFigures(Map<NodeId, int[]> shared, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
        this.sharedWith = Collections.unmodifiableMap(new TreeMap<>(shared));
        Map<NodeId, AtomicLongArray> agreed = new TreeMap<>();
        shared.forEach((peer, partitions) -> {
            int highest = partitions.length == 0 ? 0 : partitions[partitions.length - 1];
            AtomicLongArray times = new AtomicLongArray(highest + 1);
            for (int partition : partitions) {
                times.set(partition, NEVER);
            }
            agreed.put(peer, times);
        });
        this.agreedNanos = Collections.unmodifiableMap(agreed);
    }

    void note(ExchangeNotice notice) {
        switch (notice) {
            case ExchangeNotice.Agreed(var peer, var partitions) -> {
                AtomicLongArray times = agreedNanos.get(peer);
                long now = nanoClock.getAsLong();
                if (times != null) {
                    partitions.forEach(partition -> times.set(partition, now));
                }
            }
            case ExchangeNotice.CaughtUp _, ExchangeNotice.Weeded _, ExchangeNotice.Pulled _ -> {}
            case ExchangeNotice.Fetched(_, var objects, var bytes, var byClocks) -> {
                (byClocks ? fetchedByClocks : fetchedByTrees).add(objects);
                fetchedBytes.add(bytes);
            }
            case ExchangeNotice.Ended(_, var partitions) -> {
                ended.increment();
                differing.add(partitions);
            }
            case ExchangeNotice.GivenUp _ -> givenUp.increment();
        }
    }

    /// Exchanges that came to an end: announcements that differed from what this node holds.
    public long ended() {
        return ended.sum();
    }

    /// Exchanges that broke off.
    public long givenUp() {
        return givenUp.sum();
    }

    /// Partitions that differed when an exchange began, each time one did.
    public long differing() {
        return differing.sum();
    }

    /// Objects fetched because clocks told that they were missing.
    public long fetchedByClocks() {
        return fetchedByClocks.sum();
    }

    /// Objects fetched because trees told that they differed, which clocks could not explain.
    public long fetchedByTrees() {
        return fetchedByTrees.sum();
    }

    /// Bytes of fetched objects.
    public long fetchedBytes() {
        return fetchedBytes.sum();
    }

    /// Seconds since this node and `peer` last held the same of the partition for which that is longest ago;
    /// since the start, if they never did.
    public double agreementAgeSeconds(NodeId peer) {
        AtomicLongArray times = agreedNanos.get(peer);
        int[] partitions = sharedWith.get(peer);
        long now = nanoClock.getAsLong();
        long oldest = 0;
        if (times != null && partitions != null) {
            for (int partition : partitions) {
                long agreed = times.get(partition);
                oldest = Math.max(oldest, now - (agreed == NEVER ? startedNanos : agreed));
            }
        }
        return oldest / NANOS_PER_SECOND;
    }

    /// The greatest [#agreementAgeSeconds] of all peers.
    public double agreementAgeSeconds() {
        double oldest = 0;
        for (NodeId peer : agreedNanos.keySet()) {
            oldest = Math.max(oldest, agreementAgeSeconds(peer));
        }
        return oldest;
    }
}
