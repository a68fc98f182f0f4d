package io.murmur.load.codec;

import java.nio.ByteBuffer;
import java.util.Random;

/// The keys and values of a run: keys of [#KEY_BYTES] bytes, values that do not compress.
///
/// Immutable after construction, shared by all connections.
public final class KeySpace {

    /// `key:` and twelve digits.
    public static final int KEY_BYTES = 16;

    /// The largest value: a request must fit one HTTP/2 frame and one buffer of a connection.
    public static final int VALUE_BYTES_MAX = 8 * 1024;

    private static final int DIGITS = 12;
    private static final int NOISE_BYTES = 64 * 1024;
    private static final byte[] PREFIX = {'k', 'e', 'y', ':'};

    private final long keys;
    private final int valueBytes;
    private final byte[] noise = new byte[NOISE_BYTES + VALUE_BYTES_MAX];

    public KeySpace(long keys, int valueBytes) {
        if (keys < 1 || valueBytes < 1 || valueBytes > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "needs at least one key, and values of 1 to " + VALUE_BYTES_MAX + " bytes");
        }
        this.keys = keys;
        this.valueBytes = valueBytes;
        new Random(1).nextBytes(noise);
    }

    public long keys() {
        return keys;
    }

    public int valueBytes() {
        return valueBytes;
    }

    /// Writes the bytes of key number `key`.
    void putKey(long key, ByteBuffer out) {
        out.put(PREFIX);
        int start = out.position();
        long rest = key;
        for (int index = DIGITS - 1; index >= 0; index--) {
            out.put(start + index, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(start + DIGITS);
    }

    /// Writes one value, a window of the noise that `salt` chooses.
    void putValue(long salt, ByteBuffer out) {
        out.put(noise, (int) Math.floorMod(salt * 31, (long) NOISE_BYTES), valueBytes);
    }
}
