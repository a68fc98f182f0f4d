package io.murmur.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// A growing buffer for Murmur's binary formats: fixed-width numbers big-endian, lengths as unsigned LEB128 varints.
///
/// Reusable after [#reset]. Not thread-safe.
public final class BytesWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer;
    private int size;

    public BytesWriter(int capacity) {
        this.buffer = new byte[Math.max(16, capacity)];
    }

    public BytesWriter u8(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public BytesWriter u16(int value) {
        ensure(2);
        SHORTS.set(buffer, size, (short) value);
        size += 2;
        return this;
    }

    public BytesWriter i32(int value) {
        ensure(4);
        INTS.set(buffer, size, value);
        size += 4;
        return this;
    }

    public BytesWriter i64(long value) {
        ensure(8);
        LONGS.set(buffer, size, value);
        size += 8;
        return this;
    }

    /// An unsigned LEB128 number of at most 10 bytes; small numbers take one byte.
    public BytesWriter varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /// The bytes as they are, without a length.
    public BytesWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    public BytesWriter raw(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        return this;
    }

    /// The length as a varint, then the bytes.
    public BytesWriter bytes(byte[] bytes) {
        return varint(bytes.length).raw(bytes);
    }

    /// Overwrites four bytes written before, at `position`: for lengths and checksums known only afterwards.
    public BytesWriter i32At(int position, int value) {
        Objects.checkFromIndexSize(position, Integer.BYTES, size);
        INTS.set(buffer, position, value);
        return this;
    }

    public int size() {
        return size;
    }

    /// The live buffer: valid up to [#size], until the next write.
    public byte[] buffer() {
        return buffer;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    public BytesWriter reset() {
        size = 0;
        return this;
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
