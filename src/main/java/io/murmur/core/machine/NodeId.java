package io.murmur.core.machine;

import java.util.HexFormat;

/// The identity of one node: 64 random bits minted with its volume. Name and address are attributes, never identity.
///
/// Ordered as an unsigned number. The text form is 16 lower-case hexadecimal digits.
public record NodeId(long bits) implements Comparable<NodeId> {

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException when `text` is not 16 hexadecimal digits
    public static NodeId parse(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException("a node id has 16 hexadecimal digits, not \"" + text + "\"");
        }
        return new NodeId(HexFormat.fromHexDigitsToLong(text));
    }

    @Override
    public int compareTo(NodeId other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
