package io.murmur.node.settings;

/// The actors that hold this node's replicas, a part of `murmur.replica`.
///
/// @param readers actors that look things up beside the lanes
/// @param waitingMax requests that may wait for one lane or reader
/// @param snapshotEvery events of a lane between two snapshots
public record ReplicaActorSettings(int readers, int waitingMax, int snapshotEvery) {}
