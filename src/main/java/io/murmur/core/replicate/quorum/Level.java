package io.murmur.core.replicate.quorum;

import io.murmur.core.value.ConflictRule;

/// What one request asks of the owners of its key.
///
/// @param readOwners R
/// @param writeOwners W
/// @param conflict what readers are shown of concurrent writes
/// @param pushes whether a write is sent to the other owners
public record Level(int readOwners, int writeOwners, ConflictRule conflict, boolean pushes) {

    /// Where concurrent writes are all shown, and sent to all owners.
    public Level(int readOwners, int writeOwners) {
        this(readOwners, writeOwners, ConflictRule.SIBLINGS, true);
    }

    /// How many owners must hold what a read shows, so that no later read at a majority shows less: it may ask fewer
    /// owners than this one. Who reads at fewer than a majority is promised nothing.
    ///
    /// @param owners N
    public int holders(int owners) {
        int majority = majorityOf(owners);
        int meetsMajorities = readOwners >= majority ? owners - majority + 1 : 1;
        return Math.min(owners, Math.max(writeOwners, meetsMajorities));
    }

    /// Of how many owners one has heard of a write that was acknowledged, or shown to a reader who asked a majority
    /// or as many as is usual here.
    ///
    /// @param owners N
    public int witnesses(int owners) {
        return owners - Math.min(Math.min(readOwners, majorityOf(owners)), writeOwners) + 1;
    }

    private static int majorityOf(int owners) {
        return owners / 2 + 1;
    }
}
