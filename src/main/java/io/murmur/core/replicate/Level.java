package io.murmur.core.replicate;

/// What one request asks of the owners of its key.
///
/// @param readOwners R
/// @param writeOwners W
record Level(int readOwners, int writeOwners) {}
