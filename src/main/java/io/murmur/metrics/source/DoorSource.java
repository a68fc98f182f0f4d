package io.murmur.metrics.source;

import java.util.function.LongSupplier;

/// Numbers of the Redis door.
///
/// @param connections open now
/// @param accepted connections taken
/// @param rejected connections refused because there were too many
/// @param garbage connections closed because they did not speak the protocol
/// @param cut connections closed because they did not read, or held too much memory
/// @param commands taken in
/// @param errors commands answered with an error
public record DoorSource(
        LongSupplier connections,
        LongSupplier accepted,
        LongSupplier rejected,
        LongSupplier garbage,
        LongSupplier cut,
        LongSupplier commands,
        LongSupplier errors,
        LongSupplier bytesIn,
        LongSupplier bytesOut) {}
