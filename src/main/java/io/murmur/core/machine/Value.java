package io.murmur.core.machine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Opaque bytes a user stored; never changed after construction. Safe to share between threads.
public final class Value implements Comparable<Value> {

    public static final Value EMPTY = new Value(new byte[0]);

    private final byte[] bytes;

    private Value(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes ownership of `bytes`: the caller made the one copy at the door and must not change them afterwards.
    public static Value ofOwned(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Value(bytes);
    }

    public static Value of(String text) {
        return ofOwned(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes themselves, shared: read, never write.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Value other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
