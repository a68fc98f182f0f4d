package io.murmur.node.settings;

/// The actors that hold this node's replicas, `murmur.storage.lanes` and parts of `murmur.replica`.
///
/// @param lanes journals, each with its actor; fixed for a volume
/// @param readers actors that look things up beside them
/// @param waitingMax requests that may wait for one of either
/// @param snapshotEvery events of a lane between two snapshots
public record LaneSettings(int lanes, int readers, int waitingMax, int snapshotEvery) {}
