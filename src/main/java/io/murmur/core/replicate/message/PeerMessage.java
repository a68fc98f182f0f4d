package io.murmur.core.replicate.message;

import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.Message;
import java.util.List;

/// What coordinators of different nodes say to each other.
public sealed interface PeerMessage extends Message {

    /// Carry this out for me: you own the key, I do not.
    ///
    /// @param serial tells it from all others, and a copy from the original
    /// @param timeoutMillis how long the sender still waits, a duration
    /// @param isDetailed whether the sender wants to know where the time goes here
    record Forward(long correlation, Serial serial, ClientOperation operation, long timeoutMillis, boolean isDetailed)
            implements PeerMessage {

        public Forward(long correlation, Serial serial, ClientOperation operation, long timeoutMillis) {
            this(correlation, serial, operation, timeoutMillis, false);
        }

        /// The same for another owner, later.
        public Forward within(long millis) {
            return new Forward(correlation, serial, operation, millis, isDetailed);
        }
    }

    /// Which of all that one coordinator handed over.
    ///
    /// @param stream random per start of the coordinator
    /// @param number counts from 0
    record Serial(long stream, long number) {}

    /// The result of a [Forward].
    ///
    /// @param path where its time went at the sender and beyond
    /// @param isDetailed whether the path travels; if not, only what it sums to does, in the times of the frame
    /// @param endedNanos when the path ends, on the sender's monotonic clock; does not travel
    record Forwarded(long correlation, Outcome outcome, List<Stretch> path, boolean isDetailed, long endedNanos)
            implements PeerMessage {

        public Forwarded {
            path = List.copyOf(path);
        }

        /// Of an operation that took no time.
        public Forwarded(long correlation, Outcome outcome) {
            this(correlation, outcome, List.of(), false, 0);
        }
    }
}
