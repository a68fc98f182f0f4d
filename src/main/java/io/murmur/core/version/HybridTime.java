package io.murmur.core.version;

/// Readings of the hybrid logical clock: 48 bits of wall milliseconds, 16 bits of counter, compared as one number.
///
/// Source: Kulkarni et al., "Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases", 2014.
public final class HybridTime {

    private static final int COUNTER_BITS = 16;

    private HybridTime() {}

    /// The smallest reading of `wallMillis`.
    public static long atMillis(long wallMillis) {
        return wallMillis << COUNTER_BITS;
    }

    /// The wall milliseconds of a reading.
    public static long millisOf(long reading) {
        return reading >>> COUNTER_BITS;
    }

    /// The reading for the next event: ahead of `last`, and of the wall clock's own time if that is later.
    public static long next(long last, long wallMillis) {
        return Math.max(last + 1, atMillis(wallMillis));
    }

    /// What `last` becomes after a reading from elsewhere was seen: adopted unless it lies more than `guardMillis`
    /// ahead of the wall clock. A reading beyond the guard is stored with its event but never adopted, so that one
    /// wrong clock cannot drag the others along.
    public static long observe(long last, long seen, long wallMillis, long guardMillis) {
        return millisOf(seen) - wallMillis > guardMillis ? last : Math.max(last, seen);
    }
}
