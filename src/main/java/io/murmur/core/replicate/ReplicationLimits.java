package io.murmur.core.replicate;

/// Numbers a coordinator works with.
///
/// @param inFlightMax requests in flight, 1 to [#IN_FLIGHT_MAX]; more are refused as overload
/// @param tickMillis how often deadlines are looked at
/// @param resendMillis how long to wait before an owner that has not acknowledged is sent the write again
/// @param hedgeMillis how long a read waits for its R owners before it asks the others too
/// @param unaskedBytesMax objects up to this size are sent whole by every owner asked; larger ones as a digest by all
///     but one
/// @param voidAttemptsMax how often a void is offered to an owner that does not answer
public record ReplicationLimits(
        int inFlightMax,
        long tickMillis,
        long resendMillis,
        long hedgeMillis,
        int unaskedBytesMax,
        int voidAttemptsMax) {

    /// A request's place has sixteen bits in its correlation.
    public static final int IN_FLIGHT_MAX = 1 << 16;

    public static final ReplicationLimits DEFAULT = new ReplicationLimits(8192, 20, 200, 60, 1024, 300);
}
