package io.murmur.metrics.source;

import java.util.function.LongSupplier;

/// Numbers of purging.
///
/// @param purged deleted keys that this node had all owners forget
/// @param deferred tries that were given up
/// @param waiting deleted keys this node knows of that were not purged yet
public record PurgeSource(LongSupplier purged, LongSupplier deferred, LongSupplier waiting) {}
