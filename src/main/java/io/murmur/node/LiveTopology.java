package io.murmur.node;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Where keys live, from the formed placement, and who can be reached, from membership. Thread-safe.
final class LiveTopology implements Topology {

    private final Placement placement;
    private volatile Set<NodeId> reachable = Collections.emptySet();

    LiveTopology(Placement placement) {
        this.placement = placement;
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
    public boolean isReachable(NodeId node) {
        return reachable.contains(node);
    }
}
