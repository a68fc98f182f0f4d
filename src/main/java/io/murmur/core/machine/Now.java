package io.murmur.core.machine;

/// The time handed in with an input.
///
/// @param nanos monotonic nanoseconds from an arbitrary origin; only differences mean something
/// @param wallMillis wall clock in milliseconds since 1970; may be wrong, jump, or run backwards
public record Now(long nanos, long wallMillis) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /// The monotonic instant `millis` from now.
    public long nanosAfterMillis(long millis) {
        return nanos + millis * NANOS_PER_MILLI;
    }

    /// Whether the monotonic instant `deadlineNanos` has been reached; correct across overflow of the origin.
    public boolean hasReached(long deadlineNanos) {
        return nanos - deadlineNanos >= 0;
    }
}
