package io.murmur.core.ring;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
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
}
