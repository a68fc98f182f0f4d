package io.murmur.core.value.hyper;

import io.murmur.core.bytes.MalformedBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes that Redis keeps of a HyperLogLog, which its clients read with `GET` and put back with `SET`: `HYLL`, the
/// form, three bytes of nothing, eight of the number as it was last counted, then the registers.
public final class RedisForm {

    private static final byte[] MAGIC = "HYLL".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FORM_AT = 4;
    private static final int NOT_COUNTED_AT = 15;
    private static final int HEADER_BYTES = 16;
    private static final int DENSE = 0;
    private static final int SPARSE = 1;

    private RedisForm() {}

    /// The registers in the dense form; the number says that it has to be counted.
    public static byte[] write(HyperLogLog registers) {
        byte[] bytes = new byte[HEADER_BYTES + HyperLogLog.PACKED_BYTES];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[FORM_AT] = DENSE;
        bytes[NOT_COUNTED_AT] = (byte) 0x80;
        byte[] packed = SixBits.pack(registers.registers());
        System.arraycopy(packed, 0, bytes, HEADER_BYTES, packed.length);
        return bytes;
    }

    /// What these bytes are in either form; null if they are something else.
    public static @Nullable HyperLogLog read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            return null;
        }
        try {
            return switch (bytes[FORM_AT]) {
                case DENSE ->
                    bytes.length == HEADER_BYTES + HyperLogLog.PACKED_BYTES
                            ? HyperLogLog.of(SixBits.unpack(bytes, HEADER_BYTES))
                            : null;
                case SPARSE -> sparse(bytes);
                default -> null;
            };
        } catch (MalformedBytes _) {
            return null;
        }
    }

    /// Runs: `00zzzzzz` of z + 1 zeros, `01zzzzzz zzzzzzzz` of z + 1 zeros, `1vvvvvnn` of n + 1 times v + 1.
    private static @Nullable HyperLogLog sparse(byte[] bytes) {
        byte[] registers = new byte[HyperLogLog.REGISTERS];
        int index = 0;
        for (int at = HEADER_BYTES; at < bytes.length; at++) {
            int code = bytes[at] & 0xFF;
            boolean isLong = (code & 0xC0) == 0x40;
            if (isLong && at + 1 == bytes.length) {
                return null;
            }
            int run = (code & 0x80) != 0 ? code & 3 : code & 0x3F;
            if (isLong) {
                at++;
                run = (run << 8) | (bytes[at] & 0xFF);
            }
            int end = index + run + 1;
            if (end > HyperLogLog.REGISTERS) {
                return null;
            }
            if ((code & 0x80) != 0) {
                Arrays.fill(registers, index, end, (byte) (((code >>> 2) & 0x1F) + 1));
            }
            index = end;
        }
        return index == HyperLogLog.REGISTERS ? HyperLogLog.of(registers) : null;
    }
}
