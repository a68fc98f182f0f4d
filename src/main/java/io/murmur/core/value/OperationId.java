package io.murmur.core.value;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.util.HexFormat;

/// Names one operation of one client, so that a repetition can be recognised (G5).
///
/// @param origin 64 random bits of the client (or of the node whose door minted the id)
/// @param sequence rises with each operation of the origin; its high 44 bits are the origin's wall milliseconds, so
///     that an evicted id can be told from one never seen, whatever the clocks say
public record OperationId(long origin, long sequence) implements Comparable<OperationId> {

    private static final int COUNTER_BITS = 20;

    /// The first sequence an origin may use at `wallMillis`.
    public static long firstSequenceAt(long wallMillis) {
        return wallMillis << COUNTER_BITS;
    }

    /// Reads the text form, 32 hexadecimal digits.
    ///
    /// @throws IllegalArgumentException when `text` is anything else
    public static OperationId parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("an operation id has 32 hexadecimal digits, not " + text.length());
        }
        return new OperationId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    public void writeTo(BytesWriter out) {
        out.i64(origin).i64(sequence);
    }

    public static OperationId readFrom(BytesReader in) {
        return new OperationId(in.i64(), in.i64());
    }

    @Override
    public int compareTo(OperationId other) {
        int byOrigin = Long.compareUnsigned(origin, other.origin);
        return byOrigin != 0 ? byOrigin : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(origin) + HexFormat.of().toHexDigits(sequence);
    }
}
