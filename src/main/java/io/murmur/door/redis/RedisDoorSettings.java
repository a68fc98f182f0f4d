package io.murmur.door.redis;

import io.murmur.door.redis.connection.ConnectionLimits;
import io.murmur.resp.RequestLimits;

/// Settings of the door, `murmur.redis` in the configuration.
///
/// @param bindHost address it listens on
/// @param port 0 for any free one
/// @param threads event loops, each with its share of the connections
/// @param connectionsMax more are refused
/// @param backlog connections the kernel may hold until they are accepted
/// @param keyBytesMax longer keys are refused
/// @param valueBytesMax longer values (and other arguments) are refused
/// @param requestBytesMax all arguments of one command together
/// @param argumentsMax arguments of one command
/// @param pipeline limits of what one connection may have under way
/// @param totalBytesMax requests and answers held for all connections
/// @param commandTimeoutMillis how long an operation may take
/// @param stallMillis how long a client may leave answers unread
/// @param slowMillis commands that take longer are noted in the log of slow ones; 0 for all of them
public record RedisDoorSettings(
        String bindHost,
        int port,
        int threads,
        int connectionsMax,
        int backlog,
        int keyBytesMax,
        int valueBytesMax,
        long requestBytesMax,
        int argumentsMax,
        Pipeline pipeline,
        long totalBytesMax,
        long commandTimeoutMillis,
        long stallMillis,
        long slowMillis) {

    /// Limits of one connection.
    ///
    /// @param unansweredMax commands taken in and not answered; then reading pauses
    /// @param operationsInFlightMax operations of it under way at once
    /// @param bytesSoft requests and answers held; beyond, reading pauses
    /// @param bytesHard one answer; and all that is held, unless there is room in the door's total: beyond,
    ///     reads fail
    /// @param outputLowBytes unsent answers at which a paused connection goes on
    /// @param outputHighBytes unsent answers at which it pauses
    public record Pipeline(
            int unansweredMax,
            int operationsInFlightMax,
            long bytesSoft,
            long bytesHard,
            int outputLowBytes,
            int outputHighBytes) {

        public static final Pipeline DEFAULT = new Pipeline(1024, 256, 8L << 20, 64L << 20, 256 * 1024, 1024 * 1024);

        public Pipeline {
            require(unansweredMax, 1, 1 << 20, "pipeline.unanswered-max");
            require(operationsInFlightMax, 1, 1 << 16, "pipeline.operations-in-flight-max");
            require(bytesSoft, 64 * 1024, 1L << 40, "pipeline.bytes-soft");
            require(bytesHard, bytesSoft, 1L << 40, "pipeline.bytes-hard");
            require(outputLowBytes, 1024, 1 << 30, "pipeline.output-low-bytes");
            require(outputHighBytes, outputLowBytes, 1 << 30, "pipeline.output-high-bytes");
        }
    }

    private static final int INLINE_BYTES_MAX = 64 * 1024;

    public RedisDoorSettings {
        require(port, 0, 65_535, "port");
        require(threads, 1, 256, "threads");
        require(connectionsMax, 1, 1_000_000, "connections-max");
        require(backlog, 1, 65_535, "backlog");
        require(keyBytesMax, 64, 64 * 1024, "key-bytes-max");
        require(valueBytesMax, keyBytesMax, 512 << 20, "value-bytes-max");
        require(requestBytesMax, valueBytesMax + (long) keyBytesMax, 1 << 30, "request-bytes-max");
        require(argumentsMax, 16, 1 << 20, "arguments-max");
        require(pipeline.bytesHard(), requestBytesMax, 1L << 40, "pipeline.bytes-hard");
        require(totalBytesMax, pipeline.bytesHard(), 1L << 42, "total-bytes-max");
        require(commandTimeoutMillis, 1, 600_000, "command-timeout");
        require(stallMillis, 100, 86_400_000, "stall-timeout");
        require(slowMillis, 0, 600_000, "slow-threshold");
    }

    /// What the reference configuration says, on any free port of the loopback.
    public static RedisDoorSettings loopback() {
        return new RedisDoorSettings(
                "127.0.0.1",
                0,
                1,
                10_000,
                1024,
                4096,
                1 << 20,
                16L << 20,
                65_536,
                Pipeline.DEFAULT,
                64L << 20,
                5_000,
                30_000,
                100);
    }

    ConnectionLimits connectionLimits() {
        return new ConnectionLimits(
                new RequestLimits(requestBytesMax, valueBytesMax, argumentsMax, INLINE_BYTES_MAX),
                pipeline.unansweredMax(),
                pipeline.operationsInFlightMax(),
                pipeline.bytesSoft(),
                pipeline.bytesHard(),
                stallMillis,
                commandTimeoutMillis);
    }

    private static void require(long value, long min, long max, String name) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "murmur.redis." + name + " is " + value + "; it must be from " + min + " to " + max);
        }
    }
}
