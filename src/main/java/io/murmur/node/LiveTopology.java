package io.murmur.node;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Where keys live, from the formed placement, and who can be reached, from membership. Thread-safe.
final class LiveTopology implements Topology {

    /// The same for the replicas of one node.
    ///
    /// @param node this one
    record OfNode(LiveTopology topology, NodeId node) implements LaneDecider.Placements {

        @Override
        public long epochOf(int partition) {
            return topology.epochOf(partition);
        }

        @Override
        public boolean isOwner(int partition) {
            return topology.placement.isOwner(node, partition);
        }
    }

    private final Placement placement;
    private final List<List<NodeId>> fallbacks;
    private volatile Set<NodeId> reachable = Collections.emptySet();

    LiveTopology(Placement placement) {
        this.placement = placement;
        this.fallbacks = IntStream.range(0, placement.partitions().count())
                .mapToObj(placement::fallbacksOf)
                .toList();
    }

    void reachable(Set<NodeId> nodes) {
        reachable = Collections.unmodifiableSet(new TreeSet<>(nodes));
    }

    @Override
    public int partitionOf(Key key) {
        return placement.partitions().of(key);
    }

    /// 0, which no partition ever has, for a partition that is not there: foreign bytes may name any.
    @Override
    public long epochOf(int partition) {
        return partition < placement.partitions().count() ? placement.epochOf(partition) : 0;
    }

    @Override
    public List<NodeId> ownersOf(int partition) {
        return placement.ownersOf(partition);
    }

    @Override
    public List<NodeId> fallbacksOf(int partition) {
        return fallbacks.get(partition);
    }

    @Override
    public boolean isReachable(NodeId node) {
        return reachable.contains(node);
    }
}
