package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/// What every reader of bytes owes, whatever it reads.
public final class Foreign {

    private Foreign() {}

    public static byte[] bytesOf(Consumer<BytesWriter> writing) {
        BytesWriter out = new BytesWriter(64);
        writing.accept(out);
        return out.toByteArray();
    }

    /// Reads exactly `bytes`.
    public static <T> T readAll(byte[] bytes, Function<BytesReader, T> reading) {
        BytesReader in = new BytesReader(bytes);
        T value = reading.apply(in);
        in.expectEnd();
        return value;
    }

    /// What was written is read back, and no shorter form is.
    public static <T> void assertRoundTrip(
            T value, Consumer<BytesWriter> writing, Function<BytesReader, T> reading, String seed) {
        byte[] bytes = bytesOf(writing);
        assertEquals(value, readAll(bytes, reading), seed);
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThrows(MalformedBytes.class, () -> readAll(torn, reading), seed);
        }
    }

    /// Bytes changed at random are refused with [MalformedBytes], or are the canonical bytes of what was read: two
    /// forms of one value would have two digests.
    public static <T> void assertRefusedOrCanonical(
            byte[] bytes, Random random, Function<BytesReader, T> reading, Function<T, byte[]> writing) {
        byte[] hostile = changed(bytes, random);
        T value;
        try {
            value = readAll(hostile, reading);
        } catch (MalformedBytes refused) {
            return;
        }
        assertArrayEquals(hostile, writing.apply(value), () -> "another form of " + value);
    }

    /// A few bytes changed, cut off, put in, or all of them replaced.
    public static byte[] changed(byte[] bytes, Random random) {
        byte[] hostile = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> hostile = Arrays.copyOf(hostile, random.nextInt(hostile.length + 4));
            case 1 -> random.nextBytes(hostile);
            default -> {}
        }
        for (int changes = random.nextInt(4); hostile.length > 0 && changes > 0; changes--) {
            hostile[random.nextInt(hostile.length)] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0x80;
                case 1 -> (byte) 0xFF;
                case 2 -> (byte) random.nextInt(3);
                default -> (byte) random.nextInt(256);
            };
        }
        return hostile;
    }
}
