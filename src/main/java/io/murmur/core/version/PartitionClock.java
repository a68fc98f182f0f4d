package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.XxHash64;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Which dots of one partition a replica has durably applied: per actor a set of counters.
///
/// A mutable value owned by one replica's state; not thread-safe. Gaps say "missed"; a void (a dot that will
/// never carry data) is added like any other, so that clocks become contiguous.
public final class PartitionClock {

    private static final int ACTORS_MAX = 1 << 16;

    private final TreeMap<ActorId, IntervalSet> applied = new TreeMap<>();

    public void add(Dot dot) {
        addRange(dot.actor(), dot.counter(), dot.counter());
    }

    /// Adds the counters `from` to `to` of `actor`, both inclusive.
    public void addRange(ActorId actor, long from, long to) {
        applied.put(actor, appliedOf(actor).with(from, to));
    }

    public boolean covers(Dot dot) {
        return appliedOf(dot.actor()).contains(dot.counter());
    }

    public IntervalSet appliedOf(ActorId actor) {
        return applied.getOrDefault(actor, IntervalSet.EMPTY);
    }

    /// The actors with at least one dot, in order, and what was applied of each. A view: do not keep it.
    public Map<ActorId, IntervalSet> byActor() {
        return Collections.unmodifiableMap(applied);
    }

    public boolean isEmpty() {
        return applied.isEmpty();
    }

    /// Of each actor the last counter up to which none is missing.
    public VersionVector withoutGaps() {
        ActorId[] actors = new ActorId[applied.size()];
        long[] counters = new long[actors.length];
        int size = 0;
        for (Map.Entry<ActorId, IntervalSet> entry : applied.entrySet()) {
            long counter = entry.getValue().contiguousTo();
            if (counter > 0) {
                actors[size] = entry.getKey();
                counters[size++] = counter;
            }
        }
        return VersionVector.of(Arrays.copyOf(actors, size), Arrays.copyOf(counters, size));
    }

    /// How many dots are covered.
    public long size() {
        long size = 0;
        for (IntervalSet counters : applied.values()) {
            size += counters.size();
        }
        return size;
    }

    /// Whether every dot of `other` is covered here.
    public boolean coversAll(PartitionClock other) {
        return other.minus(this).isEmpty();
    }

    /// Adds the counters of `actor`.
    public void addAll(ActorId actor, IntervalSet counters) {
        put(actor, appliedOf(actor).union(counters));
    }

    /// Adds every dot of `other`.
    public void addAll(PartitionClock other) {
        other.applied.forEach((actor, counters) -> applied.merge(actor, counters, IntervalSet::union));
    }

    /// The dots that are covered here and not by `other`, as a clock of their own.
    public PartitionClock minus(PartitionClock other) {
        PartitionClock left = new PartitionClock();
        applied.forEach((actor, counters) -> left.put(actor, counters.minus(other.appliedOf(actor))));
        return left;
    }

    /// The dots up to `last`, in their order, as a clock of their own.
    public PartitionClock upTo(Dot last) {
        PartitionClock head = new PartitionClock();
        for (Map.Entry<ActorId, IntervalSet> entry :
                applied.headMap(last.actor(), true).entrySet()) {
            boolean isLast = entry.getKey().equals(last.actor());
            head.put(entry.getKey(), isLast ? entry.getValue().upTo(last.counter()) : entry.getValue());
        }
        return head;
    }

    /// Forgets what was applied of the same node's other incarnations.
    public void forgetOthersOf(ActorId actor) {
        applied.keySet().removeIf(other -> other.node().equals(actor.node()) && !other.equals(actor));
    }

    private void put(ActorId actor, IntervalSet counters) {
        if (!counters.isEmpty()) {
            applied.put(actor, counters);
        }
    }

    public PartitionClock copy() {
        PartitionClock copy = new PartitionClock();
        copy.applied.putAll(applied);
        return copy;
    }

    public void writeTo(BytesWriter out) {
        out.varint(applied.size());
        applied.forEach((actor, counters) -> {
            actor.writeTo(out);
            counters.writeTo(out);
        });
    }

    /// Equal for equal clocks.
    public long digest() {
        BytesWriter out = new BytesWriter(128);
        writeTo(out);
        return XxHash64.hash(out.buffer(), 0, out.size(), 0);
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a clock in canonical form
    public static PartitionClock readFrom(BytesReader in) {
        PartitionClock clock = new PartitionClock();
        int size = in.count(ACTORS_MAX);
        for (int i = 0; i < size; i++) {
            clock.append(ActorId.readFrom(in), IntervalSet.readFrom(in));
        }
        return clock;
    }

    private void append(ActorId actor, IntervalSet counters) {
        if (counters.isEmpty()) {
            throw new MalformedBytes("a clock has no dot of " + actor + ", which it names");
        }
        if (!applied.isEmpty() && applied.lastKey().compareTo(actor) >= 0) {
            throw new MalformedBytes("the actors of a clock are not in order");
        }
        applied.put(actor, counters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionClock that && applied.equals(that.applied);
    }

    @Override
    public int hashCode() {
        return applied.hashCode();
    }

    @Override
    public String toString() {
        return applied.toString();
    }
}
