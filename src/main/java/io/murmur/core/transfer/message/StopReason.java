package io.murmur.core.transfer.message;

/// Why one side will do nothing more for a transfer.
public enum StopReason {
    /// Said by the sender: it gave up, or knows nothing of the transfer.
    WITHDRAWN,
    /// Said by the receiver, like all below: it does not, or no longer, know the transfer.
    UNKNOWN_TRANSFER,
    /// The message is meant for another start of the receiver's process.
    OTHER_BOOT,
    /// The message is larger than the receiver takes.
    TOO_LARGE,
    /// All pieces are there, and together they are not what was offered.
    DAMAGED
}
