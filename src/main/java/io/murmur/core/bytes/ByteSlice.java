package io.murmur.core.bytes;

import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;

/// A part of an array, shared and not copied: read, never write. Whoever holds it keeps the whole array alive.
///
/// Equality is equality of bytes. Safe to share between threads.
public final class ByteSlice {

    private final byte[] array;
    private final int offset;
    private final int length;

    private ByteSlice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /// Takes ownership of `bytes`: the caller must not change them afterwards.
    public static ByteSlice ofOwned(byte[] bytes) {
        return new ByteSlice(bytes, 0, bytes.length);
    }

    /// A part of `bytes`, which nobody may change afterwards.
    public static ByteSlice ofOwned(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new ByteSlice(bytes, offset, length);
    }

    /// A part of this part.
    public ByteSlice slice(int from, int size) {
        Objects.checkFromIndexSize(from, size, length);
        return new ByteSlice(array, offset + from, size);
    }

    public int length() {
        return length;
    }

    public BytesReader reader() {
        return new BytesReader(array, offset, length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /// Appends the bytes as they are, without a length.
    public void writeTo(BytesWriter out) {
        out.raw(array, offset, length);
    }

    public int crc32c() {
        CRC32C checksum = new CRC32C();
        checksum.update(array, offset, length);
        return (int) checksum.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteSlice that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return crc32c();
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
