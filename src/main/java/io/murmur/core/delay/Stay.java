package io.murmur.core.delay;

/// How long somebody who answers had the question in their hands, and when the answer was here.
///
/// @param arrivedNanos when the answer arrived, on the monotonic clock of whoever asked
/// @param waitedNanos of it, how long the question waited there
/// @param workedNanos of it, how long it was worked on there
public record Stay(long arrivedNanos, long waitedNanos, long workedNanos) {

    /// Of an answer that says nothing about its time.
    public static Stay unknown(long arrivedNanos) {
        return new Stay(arrivedNanos, 0, 0);
    }
}
