package io.murmur.core.entropy.message;

import io.murmur.core.version.PartitionClock;

/// What one replica has applied, and the root of its tree at the same moment.
///
/// @param epoch of the partition's placement
/// @param purgeEpoch rises with each deleted key that is purged there; 0 where a clock only says what is known
/// @param clock a copy: never changed
public record ReplicaClock(int partition, long epoch, long root, long purgeEpoch, PartitionClock clock) {}
