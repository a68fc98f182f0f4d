package io.murmur.core.gossip;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// The nodes of a cluster, ascending. Immutable, so that all machines of one process share it.
public final class Members {

    private final List<NodeId> ascending;

    public Members(Collection<NodeId> nodes) {
        this.ascending = List.copyOf(new TreeSet<>(nodes));
        Invariant.check(!ascending.isEmpty(), "a cluster has members");
    }

    /// How many there are.
    public int count() {
        return ascending.size();
    }

    /// The member at this place, from 0.
    public NodeId at(int place) {
        return ascending.get(place);
    }

    /// Where `node` is; negative if it is no member.
    public int placeOf(NodeId node) {
        return Collections.binarySearch(ascending, node);
    }

    /// Whether `node` is one.
    public boolean contains(NodeId node) {
        return placeOf(node) >= 0;
    }
}
