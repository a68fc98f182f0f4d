package io.murmur.door.http;

import java.util.HexFormat;

/// Bytes as text that is safe to print: printable ASCII as it is, all else as `\xNN`.
final class Preview {

    private static final int BYTES_MAX = 64;
    private static final int PRINTABLE_FIRST = 0x20;
    private static final int PRINTABLE_LAST = 0x7E;

    private Preview() {}

    /// At most the first bytes.
    static String of(byte[] bytes) {
        return text(bytes, Math.min(bytes.length, BYTES_MAX));
    }

    static String whole(byte[] bytes) {
        return text(bytes, bytes.length);
    }

    private static String text(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int next = bytes[i] & 0xFF;
            if (next < PRINTABLE_FIRST || next > PRINTABLE_LAST || next == '\\') {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) next));
            } else {
                text.append((char) next);
            }
        }
        return text.toString();
    }
}
