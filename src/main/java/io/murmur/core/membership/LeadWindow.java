package io.murmur.core.membership;

import io.murmur.core.machine.Now;

/// How far this node's wall clock leads one peer's: the smallest lead seen lately, since the time a message takes
/// only makes a lead larger.
///
/// Samples are kept as the distance of the peer's wall clock from this node's monotonic clock. So a jump of
/// the own wall clock shows at once, whatever the samples' age. Two buckets, each half a window long.
///
/// What comes first after a silence proves little: after a cut a network delivers what it held, as old as the
/// cut was long. So a lead counts as known half a window after the first sample.
final class LeadWindow {

    private static final long NONE = Long.MAX_VALUE;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long bucketNanos;
    private long bucketStarted;
    private long firstSampled;
    private long current = NONE;
    private long previous = NONE;

    LeadWindow(long windowMillis) {
        this.bucketNanos = windowMillis * NANOS_PER_MILLI / 2;
    }

    /// Forgets everything: another process, perhaps on another machine.
    void clear() {
        current = NONE;
        previous = NONE;
    }

    void sample(long peerWallMillis, Now now) {
        turn(now);
        if (isEmpty()) {
            firstSampled = now.nanos();
        }
        current = Math.min(current, monotonicMillis(now) - peerWallMillis);
    }

    boolean isKnown(Now now) {
        turn(now);
        return !isEmpty() && now.nanos() - firstSampled >= bucketNanos;
    }

    private boolean isEmpty() {
        return Math.min(current, previous) == NONE;
    }

    /// The lead; to be asked only while it is known.
    long leadMillis(Now now) {
        turn(now);
        return now.wallMillis() - monotonicMillis(now) + Math.min(current, previous);
    }

    private void turn(Now now) {
        long age = now.nanos() - bucketStarted;
        if (isEmpty() || age >= bucketNanos) {
            previous = age < 2 * bucketNanos ? current : NONE;
            current = NONE;
            bucketStarted = now.nanos();
        }
    }

    private static long monotonicMillis(Now now) {
        return Math.floorDiv(now.nanos(), NANOS_PER_MILLI);
    }
}
