package io.murmur.wire;

import java.util.List;

/// What became of a batch.
///
/// @param frames in the order of the messages; to be sent in this order
/// @param oversized messages that fit into no frame: not sent, so whoever waits for them must be told
public record EncodedBatch(List<Frame> frames, List<FramedMessage> oversized) {
    public EncodedBatch {
        frames = List.copyOf(frames);
        oversized = List.copyOf(oversized);
    }
}
