package io.murmur.core.replicate.quorum;

import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.ring.Topology;
import java.util.ArrayList;
import java.util.List;

/// Whom the requests of one node ask, and of how many they need an answer. As thread-safe as what it is made of.
///
/// @param self this node
public record Targets(NodeId self, Topology topology, Namespaces namespaces) {

    /// The owners of a partition.
    public Target of(int partition, long correlation) {
        return target(partition, topology.ownersOf(partition), List.of(), correlation);
    }

    private Target target(int partition, List<NodeId> owners, List<NodeId> fallbacks, long correlation) {
        return new Target(self, partition, topology.epochOf(partition), owners, fallbacks, correlation);
    }

    /// The owners of a key, and who stands in for those that cannot be reached, where others may.
    public Target of(ClientOperation.OfKey operation, long correlation) {
        int partition = topology.partitionOf(operation.key());
        if (!namespaces.of(operation.key()).sloppy()) {
            return of(partition, correlation);
        }
        List<NodeId> owners = topology.ownersOf(partition);
        int needed = operation.isWrite() ? writeOwners(operation, owners) : readOwners(operation, owners);
        List<NodeId> asked = topology.sloppyOwnersOf(partition, needed);
        List<NodeId> fallbacks = new ArrayList<>(asked);
        fallbacks.removeAll(owners);
        return target(partition, asked, fallbacks, correlation);
    }

    /// W of an operation.
    ///
    /// @param asked who is asked
    public int writeOwners(ClientOperation.OfKey operation, List<NodeId> asked) {
        Namespace namespace = namespaces.of(operation.key());
        return level(operation.writeOwners(), namespace.writeOwners(), asked);
    }

    /// R of an operation; of a write that of its namespace.
    ///
    /// @param asked who is asked
    public int readOwners(ClientOperation.OfKey operation, List<NodeId> asked) {
        Namespace namespace = namespaces.of(operation.key());
        return level(operation.readOwners(), namespace.readOwners(), asked);
    }

    /// R of a read of any key.
    ///
    /// @param asked who is asked
    public int readOwnersMax(List<NodeId> asked) {
        return level(0, namespaces.readOwnersMax(), asked);
    }

    private static int level(int wanted, int usual, List<NodeId> asked) {
        return Math.min(wanted > 0 ? wanted : usual, asked.size());
    }

    /// Whether so many of those that are asked can be counted on.
    public boolean canReach(int needed, Target target) {
        return topology.reachableOf(target.owners()) >= needed;
    }

    /// Whether this node may carry out what it is asked: an owner that lost data hands that over, like a node that is
    /// none.
    public boolean isDoneHere(Target target) {
        return target.owners().contains(self) && topology.isReachable(self);
    }

    /// Those that are asked: this node, others that can be counted on, the rest.
    public List<NodeId> inOrder(Target target) {
        return topology.reachableFirst(self, target.owners());
    }

    /// The others of them that can be counted on.
    public List<NodeId> reachableOthers(Target target) {
        return inOrder(target).stream()
                .filter(owner -> !owner.equals(self) && topology.isReachable(owner))
                .toList();
    }
}
