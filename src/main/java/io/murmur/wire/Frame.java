package io.murmur.wire;

import java.util.Arrays;

/// The bytes of one frame, as they travel. Never changed after construction; safe to share between threads.
///
/// It claims nothing about what the bytes say: [FrameDecoder] does.
public final class Frame {

    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes ownership of `bytes`: the caller must not change them afterwards.
    public static Frame ofOwned(byte[] bytes) {
        return new Frame(bytes);
    }

    /// The bytes themselves, shared: read, never write.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Frame of " + bytes.length + " bytes";
    }
}
