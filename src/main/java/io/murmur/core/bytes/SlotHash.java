package io.murmur.core.bytes;

/// Redis Cluster's slot of a key: CRC16/XMODEM modulo 16384, over the hash tag where there is one.
///
/// Source: Redis Cluster specification, "Key distribution model" and "Hash tags".
public final class SlotHash {

    public static final int SLOTS = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private SlotHash() {}

    /// The slot of `key`. Only what stands between the first `{` and the next `}` counts, if that is not empty.
    public static int slotOf(byte[] key) {
        int open = indexOf(key, '{', 0);
        if (open >= 0) {
            int close = indexOf(key, '}', open + 1);
            if (close > open + 1) {
                return crc16(key, open + 1, close) % SLOTS;
            }
        }
        return crc16(key, 0, key.length) % SLOTS;
    }

    /// CRC16/XMODEM of the bytes from `from` to `to` (exclusive).
    static int crc16(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = ((crc << 8) & 0xFFFF) ^ TABLE[((crc >>> 8) ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
            table[i] = crc & 0xFFFF;
        }
        return table;
    }
}
