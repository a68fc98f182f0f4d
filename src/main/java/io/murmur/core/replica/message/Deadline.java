package io.murmur.core.replica.message;

import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;

/// Until when somebody waits for what comes of a request, on this node's monotonic clock. Immutable.
///
/// @param isNever whether the request is to be carried out however long it waits for its turn
/// @param nanos monotonic; meaningless if never
public record Deadline(boolean isNever, long nanos) {

    public static final Deadline NEVER = new Deadline(true, 0);

    /// When `waitsMillis`, which may be [Outputs#NOBODY_WAITS], are over.
    public static Deadline of(int waitsMillis, Now now) {
        return waitsMillis == Outputs.NOBODY_WAITS ? NEVER : new Deadline(false, now.nanosAfterMillis(waitsMillis));
    }

    public boolean hasPassed(Now now) {
        return !isNever && now.hasReached(nanos);
    }
}
