package io.murmur.core.replica.message;

/// Why a replica did nothing. Every reason means "surely not executed".
public enum Refusal {
    /// More waits than the replica takes.
    OVERLOADED,
    /// The node does not own the partition.
    NOT_AN_OWNER,
    /// The node lost data and may not speak for the partition until it has caught up.
    BOOTSTRAPPING,
    /// The key would have more siblings than allowed.
    TOO_MANY_SIBLINGS,
    /// The disk has no room for a write.
    DISK_FULL,
    /// The node's clock runs ahead of its peers by more than the guard.
    CLOCK_AHEAD,
    /// The context given with the write names events this replica's actor never minted.
    FOREIGN_CONTEXT,
    /// The stored object does not pass its checksum.
    ROTTEN,
    /// What was to be merged was applied here once and is here no more: it was deleted and purged, or lost. An
    /// exchange finds out which.
    SEEN_BEFORE,
    /// The write was handed over, and another try of it has been looked up here: this one must be, too.
    LOOKED_UP,
    /// An expiry of a key that shows no value here.
    NO_SUCH_KEY,
    /// An increment of a value that is no number.
    NOT_A_NUMBER,
    /// An increment to a number that has no place in 64 bits.
    OUT_OF_RANGE,
    /// The key is of another type than the command is for.
    WRONG_TYPE,
    /// The collection would have more elements than allowed.
    TOO_MANY_ELEMENTS
}
