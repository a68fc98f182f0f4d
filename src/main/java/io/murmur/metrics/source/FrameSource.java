package io.murmur.metrics.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Numbers of the frames between nodes.
///
/// @param dropped frames that were not taken, by reason; all reasons there are
public record FrameSource(LongSupplier sent, LongSupplier received, Map<String, LongSupplier> dropped) {
    public FrameSource {
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    }
}
