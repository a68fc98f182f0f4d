package io.murmur.core.replicate.message;

import io.murmur.core.machine.Message;

/// What coordinators of different nodes say to each other.
public sealed interface PeerMessage extends Message {

    /// Carry this out for me: you own the key, I do not.
    ///
    /// @param boot random per start of the sender; with `sequence` it tells a repeated message from a new one
    /// @param sequence rises with each handed-over operation of a boot
    /// @param timeoutMillis how long the sender still waits, a duration
    record Forward(long correlation, long boot, long sequence, ClientOperation operation, long timeoutMillis)
            implements PeerMessage {}

    /// The result of a [Forward].
    record Forwarded(long correlation, Outcome outcome) implements PeerMessage {}
}
