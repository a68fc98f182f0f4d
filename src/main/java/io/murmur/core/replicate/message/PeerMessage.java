package io.murmur.core.replicate.message;

import io.murmur.core.machine.Message;

/// What coordinators of different nodes say to each other.
public sealed interface PeerMessage extends Message {

    /// Carry this out for me: you own the key, I do not.
    ///
    /// @param timeoutMillis how long the sender still waits, a duration
    record Forward(long correlation, ClientOperation operation, long timeoutMillis) implements PeerMessage {}

    /// The result of a [Forward].
    record Forwarded(long correlation, Outcome outcome) implements PeerMessage {}
}
