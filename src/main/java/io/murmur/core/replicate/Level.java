package io.murmur.core.replicate;

import io.murmur.core.value.ConflictRule;

/// What one request asks of the owners of its key.
///
/// @param readOwners R
/// @param writeOwners W
/// @param conflict what readers are shown of concurrent writes
record Level(int readOwners, int writeOwners, ConflictRule conflict) {

    Level(int readOwners, int writeOwners) {
        this(readOwners, writeOwners, ConflictRule.SIBLINGS);
    }
}
