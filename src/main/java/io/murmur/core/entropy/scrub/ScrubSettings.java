package io.murmur.core.entropy.scrub;

/// How scrub is paced.
///
/// @param everyMillis how long it takes its time for all rows of the node, if there is less to do than
///     `bytesPerSecond` allows
/// @param bytesPerSecond of objects read at most
/// @param pageBytes of objects read at a time
public record ScrubSettings(long everyMillis, long bytesPerSecond, int pageBytes) {

    public static final ScrubSettings DEFAULT = new ScrubSettings(86_400_000, 8L << 20, 256 * 1024);
}
