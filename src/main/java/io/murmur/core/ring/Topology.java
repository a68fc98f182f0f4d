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

    /// The nodes that may stand in for owners of the partition, in the order of preference; none is an owner.
    default List<NodeId> fallbacksOf(int partition) {
        return List.of();
    }

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

    /// Who is asked where others may stand in for owners, a sloppy quorum (DeCandia et al., Dynamo, 2007, 4.6).
    ///
    /// The owners, if `needed` of them can be counted on. Else those that can be, and others in place of the rest,
    /// as far as there are; the owners all the same if that is not enough.
    default List<NodeId> sloppyOwnersOf(int partition, int needed) {
        List<NodeId> owners = ownersOf(partition);
        if (reachableOf(owners) >= needed) {
            return owners;
        }
        List<NodeId> chosen = new ArrayList<>(owners);
        chosen.removeIf(owner -> !isReachable(owner));
        for (NodeId fallback : fallbacksOf(partition)) {
            if (chosen.size() < owners.size() && isReachable(fallback)) {
                chosen.add(fallback);
            }
        }
        return chosen.size() >= needed ? chosen : owners;
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
