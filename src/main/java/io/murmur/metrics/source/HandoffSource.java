package io.murmur.metrics.source;

import java.util.function.LongSupplier;

/// Numbers of what is kept for owners that could not be reached.
///
/// @param kept keys that are kept here just now
/// @param broughtHome keys that were kept here until their owners held them
public record HandoffSource(LongSupplier kept, LongSupplier broughtHome) {}
