package io.murmur.metrics.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Numbers of scrub.
///
/// @param rows read
/// @param bytes of their objects
/// @param found flaws by kind, each time one was met
/// @param ageSeconds since the partition for which that is longest ago was read whole
public record ScrubSource(
        LongSupplier rows, LongSupplier bytes, Map<String, LongSupplier> found, DoubleSupplier ageSeconds) {

    public ScrubSource {
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }
}
