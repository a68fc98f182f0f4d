package io.murmur.core.ring;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;

/// Where keys live, as this node knows it.
public interface Topology {

    int partitionOf(Key key);

    /// The placement epoch of the partition.
    long epochOf(int partition);

    /// The owners of a partition, in the order of preference; at least one, all different.
    List<NodeId> ownersOf(int partition);

    /// Whether the node, perhaps this one itself, can be counted on: it was heard of lately, and its replicas answer
    /// and acknowledge. A hint: never part of a safety argument.
    boolean isReachable(NodeId node);

    /// How many of `owners` can be counted on.
    default int reachableOf(List<NodeId> owners) {
        int count = 0;
        for (NodeId owner : owners) {
            count += isReachable(owner) ? 1 : 0;
        }
        return count;
    }

    /// `self`, if it is among them, then others that can be counted on, then the rest.
    default List<NodeId> reachableFirst(NodeId self, List<NodeId> owners) {
        List<NodeId> ordered = new ArrayList<>(owners.size());
        if (owners.contains(self) && isReachable(self)) {
            ordered.add(self);
        }
        for (NodeId owner : owners) {
            if (!owner.equals(self) && isReachable(owner)) {
                ordered.add(owner);
            }
        }
        for (NodeId owner : owners) {
            if (!ordered.contains(owner)) {
                ordered.add(owner);
            }
        }
        return ordered;
    }
}
