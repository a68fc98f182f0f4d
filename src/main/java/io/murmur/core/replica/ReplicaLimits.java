package io.murmur.core.replica;

/// Numbers a replica works with.
///
/// @param leaseSize dots leased ahead at a time; a crash skips at most that many
/// @param windowSize operation ids remembered per partition
/// @param siblingsMax a write that would leave more siblings is refused
/// @param clockGuardMillis how far a hybrid time may lie ahead of the local wall clock and still be adopted
/// @param elementsMax a write that would leave a collection with more elements is refused
public record ReplicaLimits(long leaseSize, int windowSize, int siblingsMax, long clockGuardMillis, int elementsMax) {

    public static final ReplicaLimits DEFAULT = new ReplicaLimits(10_000, 256, 100, 500, 10_000);
}
