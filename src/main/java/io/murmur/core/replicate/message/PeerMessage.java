package io.murmur.core.replicate.message;

import io.murmur.core.machine.Message;

/// What coordinators of different nodes say to each other.
public sealed interface PeerMessage extends Message {

    /// Carry this out for me: you own the key, I do not.
    ///
    /// @param serial tells it from all others, and a copy from the original
    /// @param timeoutMillis how long the sender still waits, a duration
    record Forward(long correlation, Serial serial, ClientOperation operation, long timeoutMillis)
            implements PeerMessage {

        /// The same for another owner, later.
        public Forward within(long millis) {
            return new Forward(correlation, serial, operation, millis);
        }
    }

    /// Which of all that one coordinator handed over.
    ///
    /// @param stream random per start of the coordinator
    /// @param number counts from 0
    record Serial(long stream, long number) {}

    /// The result of a [Forward].
    record Forwarded(long correlation, Outcome outcome) implements PeerMessage {}
}
