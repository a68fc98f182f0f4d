package io.murmur.metrics.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Numbers of the frames between nodes.
///
/// @param droppedFrames frames that were not taken, by reason; all reasons there are
/// @param droppedMessages messages that were not sent, or came too late, by reason; all reasons there are
public record FrameSource(
        Traffic sent,
        Traffic received,
        Map<String, LongSupplier> droppedFrames,
        Map<String, LongSupplier> droppedMessages) {

    /// What went in one direction.
    public record Traffic(LongSupplier frames, LongSupplier messages, LongSupplier bytes) {}

    public FrameSource {
        droppedFrames = Collections.unmodifiableMap(new TreeMap<>(droppedFrames));
        droppedMessages = Collections.unmodifiableMap(new TreeMap<>(droppedMessages));
    }
}
