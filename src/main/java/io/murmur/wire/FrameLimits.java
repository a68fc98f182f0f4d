package io.murmur.wire;

import io.murmur.core.machine.Invariant;

/// How large a frame may be. All nodes of a cluster have the same: what one sends, the other must take.
///
/// @param frameBytesMax bytes of a frame, checksum included; Artery's own limit must lie above it by what Artery
///     writes before a message (two actor paths and a manifest)
/// @param messagesMax messages in a frame
public record FrameLimits(int frameBytesMax, int messagesMax) {

    /// Fits Artery's usual 256 KiB, with 16 KiB to spare, and a value of 128 KiB, the largest that travels in one
    /// piece.
    public static final FrameLimits DEFAULT = new FrameLimits(240 * 1024, 1024);

    private static final int FRAME_BYTES_MIN = 1024;

    public FrameLimits {
        Invariant.check(frameBytesMax >= FRAME_BYTES_MIN, "a frame has room for 1 KiB");
        Invariant.check(messagesMax > 0, "a frame has room for a message");
    }
}
