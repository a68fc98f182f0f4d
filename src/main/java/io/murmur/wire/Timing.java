package io.murmur.wire;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Outputs;

/// What a message says about time: the sender's part of the account of delays (design decision 16), and how long
/// somebody still waits. Durations only, so that clocks need not agree.
///
/// With a reply's times the asker knows where its time went: waiting and work are what the reply says, and the
/// rest of the round trip was the network and its own queues.
///
/// @param queueMicros how long the message, or the request it answers, waited at the sender: in queues, and for a
///     turn of the disk
/// @param serviceMicros how long the sender worked on it
/// @param remainingMillis how long the sender still waits for an answer, [#UNLIMITED] if nobody waits
public record Timing(int queueMicros, int serviceMicros, int remainingMillis) {

    /// Nobody waits, or the message is the answer.
    public static final int UNLIMITED = Outputs.NOBODY_WAITS;

    /// Nothing is known, nobody waits.
    public static final Timing NONE = new Timing(0, 0, UNLIMITED);

    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    public Timing {
        Invariant.check(queueMicros >= 0 && serviceMicros >= 0, "durations are not negative");
        Invariant.check(remainingMillis >= UNLIMITED, "a remaining time is a duration or unlimited");
    }

    /// A reply's times. What is negative counts as nothing, what is too long as 35 minutes.
    public static Timing ofReply(long queueNanos, long serviceNanos) {
        return new Timing(micros(queueNanos), micros(serviceNanos), UNLIMITED);
    }

    /// A request's times.
    ///
    /// @param remainingNanos until the asker's deadline; what is past counts as 0
    public static Timing ofRequest(long queueNanos, long serviceNanos, long remainingNanos) {
        int remainingMillis = Math.clamp(remainingNanos / NANOS_PER_MILLI, 0, Integer.MAX_VALUE);
        return new Timing(micros(queueNanos), micros(serviceNanos), remainingMillis);
    }

    /// Of a message that is not worth anything after `waitsMillis`, which may be [#UNLIMITED].
    public static Timing within(int waitsMillis) {
        return waitsMillis == UNLIMITED ? NONE : new Timing(0, 0, waitsMillis);
    }

    /// Whether somebody waits, until a deadline.
    public boolean isLimited() {
        return remainingMillis != UNLIMITED;
    }

    private static int micros(long nanos) {
        return Math.clamp(nanos / NANOS_PER_MICRO, 0, Integer.MAX_VALUE);
    }
}
