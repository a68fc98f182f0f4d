package io.murmur.metrics.source;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Numbers of the exchanges.
///
/// @param ended announcements of others that differed from what this node holds, and were followed up
/// @param givenUp exchanges that broke off
/// @param differing partitions that differed when an exchange began
/// @param byClocks objects fetched because clocks told that they were missing
/// @param byTrees objects fetched because trees told that they differed
/// @param bytes of fetched objects
/// @param agreementAgeSeconds since this node and each other held the same of every partition they share
public record ExchangeSource(
        LongSupplier ended,
        LongSupplier givenUp,
        LongSupplier differing,
        LongSupplier byClocks,
        LongSupplier byTrees,
        LongSupplier bytes,
        DoubleSupplier agreementAgeSeconds) {}
