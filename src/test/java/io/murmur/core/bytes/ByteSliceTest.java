package io.murmur.core.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Parts of arrays.
class ByteSliceTest {

    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6};
    private static final ByteSlice MIDDLE = ByteSlice.ofOwned(BYTES, 1, 4);

    @Test
    void isThePartAndNothingBesideIt() {
        assertEquals(ByteSlice.ofOwned(new byte[] {2, 3, 4, 5}), MIDDLE);
        assertEquals(ByteSlice.ofOwned(new byte[] {2, 3, 4, 5}).hashCode(), MIDDLE.hashCode());
        assertNotEquals(ByteSlice.ofOwned(BYTES), MIDDLE);
        assertEquals(ByteSlice.ofOwned(new byte[] {3, 4}), MIDDLE.slice(1, 2));
        assertEquals(4, MIDDLE.length());
    }

    @Test
    void neverReachesBeyondItsEnds() {
        assertThrows(IndexOutOfBoundsException.class, () -> MIDDLE.slice(1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> MIDDLE.slice(-1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> ByteSlice.ofOwned(BYTES, 3, 4));
        assertThrows(MalformedBytes.class, () -> MIDDLE.reader().skip(5));
    }

    @Test
    void isCopiedWhereItIsWanted() {
        byte[] target = new byte[6];
        MIDDLE.copyTo(target, 2);
        assertArrayEquals(new byte[] {0, 0, 2, 3, 4, 5}, target);
        BytesWriter out = new BytesWriter(16);
        MIDDLE.writeTo(out.u8(9));
        assertArrayEquals(new byte[] {9, 2, 3, 4, 5}, out.toByteArray());
    }

    @Test
    void isReadFromBytesWithoutACopy() {
        BytesReader in = new BytesReader(BYTES).skip(2);
        assertEquals(ByteSlice.ofOwned(BYTES, 2, 3), in.slice(3));
        assertEquals(5, in.position());
        assertThrows(MalformedBytes.class, () -> in.slice(2));
        assertThrows(MalformedBytes.class, () -> in.slice(-1));
    }
}
