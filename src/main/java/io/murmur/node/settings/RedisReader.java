package io.murmur.node.settings;

import io.murmur.door.redis.RedisDoorSettings;
import io.murmur.node.configuration.Readings;
import org.jspecify.annotations.Nullable;

/// Reads `murmur.redis`. What its values must be to each other the door's settings know themselves.
final class RedisReader {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;

    private RedisReader() {}

    /// Null if there is a problem.
    ///
    /// @param redis at `murmur.redis`
    static @Nullable RedisDoorSettings read(Readings redis, NodePlace place) {
        int before = redis.problems().count();
        long totalBytesMax = redis.size("total-bytes-max", 64 * KIB, 4 * TIB);
        long commandTimeout = redis.millis("command-timeout", 1, 10 * MINUTE);
        long slowThreshold = redis.millis("slow-threshold", 0, 10 * MINUTE);
        long stallTimeout = redis.millis("stall-timeout", 100, DAY);
        try {
            RedisDoorSettings settings = new RedisDoorSettings(
                    place.bindHost(),
                    place.redisPort(),
                    redis.whole("threads", 1, 256),
                    redis.whole("connections-max", 1, 1_000_000),
                    redis.whole("backlog", 1, 65_535),
                    (int) redis.size("key-bytes-max", 64, 64 * KIB),
                    (int) redis.size("value-bytes-max", 64, 512 * MIB),
                    redis.size("request-bytes-max", 128, GIB),
                    redis.whole("arguments-max", 16, 1 << 20),
                    pipeline(redis.at("pipeline")),
                    totalBytesMax,
                    commandTimeout,
                    stallTimeout,
                    slowThreshold);
            return redis.problems().count() == before ? settings : null;
        } catch (IllegalArgumentException e) {
            // The values do not fit each other, or one of them has been complained of and the reference's
            // does not fit.
            if (redis.problems().count() == before) {
                redis.problems().add(String.valueOf(e.getMessage()));
            }
            return null;
        }
    }

    private static RedisDoorSettings.Pipeline pipeline(Readings pipeline) {
        return new RedisDoorSettings.Pipeline(
                pipeline.whole("unanswered-max", 1, 1 << 20),
                pipeline.whole("operations-in-flight-max", 1, 1 << 16),
                pipeline.size("bytes-soft", 64 * KIB, TIB),
                pipeline.size("bytes-hard", 64 * KIB, TIB),
                (int) pipeline.size("output-low-bytes", KIB, GIB),
                (int) pipeline.size("output-high-bytes", KIB, GIB));
    }
}
