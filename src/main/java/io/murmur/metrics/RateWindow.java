package io.murmur.metrics;

/// How fast a number rose over the last samples, ten seconds when it is sampled once a second. Safe to use from any
/// thread.
final class RateWindow {

    private static final int SAMPLES = 11;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] nanos = new long[SAMPLES];
    private final long[] values = new long[SAMPLES];
    private int taken;

    /// Remembers what the number is now, and forgets the oldest sample.
    ///
    /// @param nowNanos monotonic nanoseconds
    synchronized void sample(long nowNanos, long value) {
        int slot = taken % SAMPLES;
        nanos[slot] = nowNanos;
        values[slot] = value;
        // Stays in the upper half once it is there: all slots are filled.
        taken = taken == 2 * SAMPLES - 1 ? SAMPLES : taken + 1;
    }

    /// 0 until there are two samples at different times.
    synchronized double perSecond() {
        if (taken < 2) {
            return 0;
        }
        int newest = (taken - 1) % SAMPLES;
        int oldest = taken < SAMPLES ? 0 : taken % SAMPLES;
        long span = nanos[newest] - nanos[oldest];
        return span <= 0 ? 0 : (values[newest] - values[oldest]) * NANOS_PER_SECOND / span;
    }
}
