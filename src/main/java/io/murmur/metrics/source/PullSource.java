package io.murmur.metrics.source;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/// Numbers of passive synchronisation.
///
/// @param behindSeconds since the first write was durable here that some other owner has not fetched
/// @param lags takes who is to be told of each lag, in nanoseconds, as others fetch
public record PullSource(DoubleSupplier behindSeconds, Consumer<LongConsumer> lags) {}
