package io.murmur.load.history;

/// One operation as its client saw it.
///
/// @param key the number of the key
/// @param value what was written or read; [#NOTHING] for a delete and for a read that found nothing
/// @param beginNanos before the request was sent
/// @param endNanos after the answer, or when the client gave up
/// @param node the node it went to
public record Event(Kind kind, int key, long value, long beginNanos, long endNanos, Outcome outcome, int node) {

    /// No value. Values written are positive.
    public static final long NOTHING = 0;

    /// A value that no client of this run has written.
    public static final long FOREIGN = -1;

    public enum Kind {
        SET,
        DELETE,
        READ
    }

    public enum Outcome {
        /// Answered OK.
        ACKNOWLEDGED,
        /// May have happened, or may happen yet.
        UNKNOWN,
        /// Surely not executed.
        REFUSED
    }

    public boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    public boolean isWrite() {
        return kind != Kind.READ;
    }
}
