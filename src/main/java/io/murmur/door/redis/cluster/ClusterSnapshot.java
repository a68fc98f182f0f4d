package io.murmur.door.redis.cluster;

import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.Partitions;
import java.util.ArrayList;
import java.util.List;

/// What a node knows of the cluster at one moment. Immutable.
///
/// @param clusterId as text; shown to people only
/// @param configEpoch rises with everything here that clients should notice: the placement, and who can be
///     reached
/// @param nodes all members, this one among them, in a fixed order
/// @param owners for each partition its owners in the order of preference
public record ClusterSnapshot(
        String clusterId, long configEpoch, List<ClusterNode> nodes, Partitions partitions, List<List<NodeId>> owners) {

    public ClusterSnapshot {
        nodes = List.copyOf(nodes);
        List<List<NodeId>> copies = new ArrayList<>(owners.size());
        owners.forEach(list -> copies.add(List.copyOf(list)));
        owners = List.copyOf(copies);
        if (nodes.stream().filter(ClusterNode::self).count() != 1) {
            throw new IllegalArgumentException("exactly one node is this one");
        }
        if (owners.size() != partitions.count()) {
            throw new IllegalArgumentException(owners.size() + " lists of owners for " + partitions.count());
        }
    }

    public ClusterNode self() {
        return nodes.stream().filter(ClusterNode::self).findFirst().orElseThrow();
    }
}
