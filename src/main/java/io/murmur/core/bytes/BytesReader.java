package io.murmur.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// Reads what [BytesWriter] wrote, from bytes that may be damaged or hostile: every step checks its bounds
/// and throws [MalformedBytes] instead of reading beyond them or allocating more than is there. Not
/// thread-safe.
public final class BytesReader {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] buffer;
    private final int end;
    private int position;

    public BytesReader(byte[] buffer) {
        this(buffer, 0, buffer.length);
    }

    public BytesReader(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        this.buffer = buffer;
        this.position = offset;
        this.end = offset + length;
    }

    public int u8() {
        need(1);
        return buffer[position++] & 0xFF;
    }

    /// The next byte, unsigned, which stays where it is.
    public int peek() {
        int next = u8();
        position--;
        return next;
    }

    public int u16() {
        need(2);
        int value = (short) SHORTS.get(buffer, position) & 0xFFFF;
        position += 2;
        return value;
    }

    public int i32() {
        need(4);
        int value = (int) INTS.get(buffer, position);
        position += 4;
        return value;
    }

    public long i64() {
        need(8);
        long value = (long) LONGS.get(buffer, position);
        position += 8;
        return value;
    }

    /// A number in its shortest form: what has one value has one form, and so one checksum and one digest.
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (long) (next & 0x7F) << shift;
            if (next == 0 && shift > 0) {
                throw new MalformedBytes("a number is not in its shortest form");
            }
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedBytes("a number is longer than 64 bits");
    }

    /// A varint that must lie between 0 and `max`.
    public int count(int max) {
        long value = varint();
        if (value < 0 || value > max) {
            throw new MalformedBytes("a count is " + Long.toUnsignedString(value) + ", at most " + max + " is allowed");
        }
        return (int) value;
    }

    /// A length as a varint, then that many bytes, copied.
    public byte[] bytes() {
        return raw(count(remaining()));
    }

    public byte[] raw(int length) {
        need(length);
        byte[] copy = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return copy;
    }

    /// The next bytes as a part of the buffer, not copied: the buffer must not be changed while the part is
    /// in use.
    public ByteSlice slice(int length) {
        need(length);
        ByteSlice slice = ByteSlice.ofOwned(buffer, position, length);
        position += length;
        return slice;
    }

    public BytesReader skip(int length) {
        need(length);
        position += length;
        return this;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean isAtEnd() {
        return position == end;
    }

    /// Requires that everything was read.
    ///
    /// @throws MalformedBytes when something is left that nobody read
    public void expectEnd() {
        if (!isAtEnd()) {
            throw new MalformedBytes(remaining() + " bytes are left over at the end");
        }
    }

    private void need(int length) {
        if (length < 0 || end - position < length) {
            throw new MalformedBytes(
                    "the bytes end too early: " + length + " more were expected, " + remaining() + " are left");
        }
    }
}
