package io.murmur.core.replicate.quorum;

import io.murmur.core.value.ConflictRule;

/// What one request asks of the owners of its key.
///
/// @param readOwners R
/// @param writeOwners W
/// @param conflict what readers are shown of concurrent writes
public record Level(int readOwners, int writeOwners, ConflictRule conflict) {

    /// Where concurrent writes are all shown.
    public Level(int readOwners, int writeOwners) {
        this(readOwners, writeOwners, ConflictRule.SIBLINGS);
    }
}
