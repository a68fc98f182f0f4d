package io.murmur.core.entropy.message;

import io.murmur.core.version.PartitionClock;

/// What one replica has applied, and the root of its tree at the same moment.
///
/// @param epoch of the partition's placement
/// @param clock a copy: never changed
public record ReplicaClock(int partition, long epoch, long root, PartitionClock clock) {}
