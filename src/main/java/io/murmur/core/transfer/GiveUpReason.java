package io.murmur.core.transfer;

/// Why a large message was given up.
public enum GiveUpReason {
    /// It is larger than this node sends, or than the receiver takes.
    TOO_LARGE,
    /// This node already holds as much for the receiver, or for all receivers, as it may.
    NO_ROOM,
    /// Whoever waited for it waits no longer; or nobody did, and it took too long.
    EXPIRED,
    /// The receiver did not answer.
    SILENT,
    /// The receiver's process is not the one the message was for.
    RECEIVER_RESTARTED,
    /// The receiver lost, or could not put together, what it had, again and again.
    FAILED_REPEATEDLY
}
