package io.murmur.core.ring;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.util.HexFormat;

/// The identity of one cluster: 128 random bits, fixed once by formation together with the first placement
/// (design decision 6) and carried by every frame, so that nodes of two clusters never mix (G9).
///
/// The text form is 32 lower-case hexadecimal digits.
public record ClusterId(long high, long low) {

    /// Bytes of the binary form.
    public static final int BYTES = 16;

    /// What a node says that belongs to no cluster yet. Formation never draws it.
    public static final ClusterId NONE = new ClusterId(0, 0);

    private static final int DIGITS = 32;

    public boolean isNone() {
        return equals(NONE);
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException when `text` is not 32 hexadecimal digits
    public static ClusterId parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException("a cluster id has 32 hexadecimal digits, not \"" + text + "\"");
        }
        return new ClusterId(
                HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
                HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS));
    }

    public void writeTo(BytesWriter out) {
        out.i64(high).i64(low);
    }

    public static ClusterId readFrom(BytesReader in) {
        return new ClusterId(in.i64(), in.i64());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
