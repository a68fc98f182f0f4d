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
/// @param restoring keys whose rows wait to be, or are being, restored
/// @param restored keys whose rows were restored from other owners
/// @param lost events that no other owner held then
/// @param ageSeconds since the partition for which that is longest ago was read whole
public record ScrubSource(
        LongSupplier rows,
        LongSupplier bytes,
        Map<String, LongSupplier> found,
        LongSupplier restoring,
        LongSupplier restored,
        LongSupplier lost,
        DoubleSupplier ageSeconds) {

    public ScrubSource {
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }
}
