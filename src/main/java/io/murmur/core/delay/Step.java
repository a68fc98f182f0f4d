package io.murmur.core.delay;

import org.jspecify.annotations.Nullable;

/// What a coordinator did for one operation in one turn, and why just then. Immutable.
///
/// @param beganNanos when it could begin: the turn had begun, and the cause was there
/// @param cause the answer it acted on; null at the beginning, and when only time had passed
/// @param before the step whose questions were waited for in vain, when only time had passed; else null
/// @param silentSinceNanos when those questions had left; meaningless without them
record Step(
        Turn turn,
        long beganNanos,
        @Nullable Hop cause,
        @Nullable Step before,
        long silentSinceNanos) {

    /// The operation begins.
    static Step first(Turn turn, long arrivedNanos) {
        return new Step(turn, Math.max(turn.beganNanos(), arrivedNanos), null, null, 0);
    }

    static Step after(Hop cause, Turn turn) {
        return new Step(turn, Math.max(turn.beganNanos(), cause.arrivedNanos()), cause, null, 0);
    }

    /// Nothing came of `before` in time.
    static Step afterSilence(Step before, Turn turn) {
        long began = Math.max(turn.beganNanos(), before.beganNanos());
        return new Step(turn, began, null, before, before.leftNanos(began));
    }

    /// When what was sent left, at most `latest`.
    long leftNanos(long latest) {
        return Math.max(beganNanos, turn.leftNanos(latest));
    }
}
