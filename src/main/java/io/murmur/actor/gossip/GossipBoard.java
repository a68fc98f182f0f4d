package io.murmur.actor.gossip;

import io.murmur.core.gossip.GossipTable;
import io.murmur.core.gossip.Known;
import io.murmur.core.machine.NodeId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a node knows by gossip, for all who ask. Written by the gossip actor, read by anybody. Thread-safe.
public final class GossipBoard {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final LongSupplier nanoClock;
    private volatile GossipTable table;

    /// The board of a node that has heard nothing yet.
    ///
    /// @param members of whom something may be heard
    /// @param nanoClock monotonic nanoseconds, the actor's
    public GossipBoard(int members, LongSupplier nanoClock) {
        this.table = GossipTable.ofNobody(members);
        this.nanoClock = nanoClock;
    }

    void show(GossipTable next) {
        table = next;
    }

    /// What is known of a node, this one included; null if nothing is.
    public @Nullable Known of(NodeId node) {
        return table.of(node);
    }

    /// How long ago a node said what is known of it, at least.
    public double ageSeconds(Known known) {
        return known.ageMillis(nanoClock.getAsLong()) / MILLIS_PER_SECOND;
    }

    /// The age of what is known of the node that was heard of longest ago, this one left out; 0 if none was heard of.
    public double oldestSeconds(NodeId self) {
        return table.all().stream()
                .filter(known -> !known.origin().equals(self))
                .mapToDouble(this::ageSeconds)
                .max()
                .orElse(0);
    }
}
