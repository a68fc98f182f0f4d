package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Which dots of one partition a replica has durably applied: per actor a set of counters.
///
/// A mutable value owned by one replica's state; not thread-safe. Gaps say "missed"; a void (a dot that will never
/// carry data) is added like any other, so that clocks become contiguous.
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
