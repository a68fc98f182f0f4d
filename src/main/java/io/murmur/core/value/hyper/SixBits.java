package io.murmur.core.value.hyper;

import io.murmur.core.bytes.MalformedBytes;

/// All registers, 6 bits each, the lowest bits first: the order of Redis.
final class SixBits {

    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;

    private SixBits() {}

    static byte[] pack(byte[] registers) {
        byte[] packed = new byte[HyperLogLog.PACKED_BYTES];
        for (int i = 0; i < registers.length; i++) {
            int at = (i * BITS) >>> 3;
            int shifted = registers[i] << ((i * BITS) & 7);
            packed[at] |= (byte) shifted;
            if (shifted > 0xFF) {
                packed[at + 1] |= (byte) (shifted >>> 8);
            }
        }
        return packed;
    }

    /// The registers that begin at `from`.
    ///
    /// @throws MalformedBytes when one of them has a value that no element gives it
    static byte[] unpack(byte[] packed, int from) {
        byte[] registers = new byte[HyperLogLog.REGISTERS];
        for (int i = 0; i < registers.length; i++) {
            int at = from + ((i * BITS) >>> 3);
            int shift = (i * BITS) & 7;
            int bits = (packed[at] & 0xFF) >>> shift;
            if (shift > 8 - BITS) {
                bits |= packed[at + 1] << (8 - shift);
            }
            int value = bits & MASK;
            if (value > HyperLogLog.VALUE_MAX) {
                throw new MalformedBytes("register " + i + " has the value " + value + ", at most "
                        + HyperLogLog.VALUE_MAX + " is possible");
            }
            registers[i] = (byte) value;
        }
        return registers;
    }
}
