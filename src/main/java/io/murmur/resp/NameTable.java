package io.murmur.resp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds things by their ASCII name in any case, from bytes as they arrived, without making anything.
///
/// Open addressing in a table of fixed size, at most half full. Filled once, then read by any thread.
///
/// @param <T> what is found
public final class NameTable<T> {

    private final byte[][] names;
    private final @Nullable Object[] values;
    private final int mask;
    private int size;

    /// An empty table for up to `capacity` names.
    public NameTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(4, capacity)) * 4;
        this.names = new byte[slots][];
        this.values = new Object[slots];
        this.mask = slots - 1;
    }

    /// Adds a name.
    ///
    /// @throws IllegalArgumentException when it is there already, or the table is full
    public void put(String name, T value) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int at = find(bytes);
        if (values[at] != null || size > mask / 2) {
            throw new IllegalArgumentException("the name \"" + name + "\" is there already, or one too many");
        }
        names[at] = bytes;
        values[at] = value;
        size++;
    }

    /// What `name` names, or null.
    @SuppressWarnings("unchecked") // Only put() writes, and it writes values of type T.
    public @Nullable T get(byte[] name) {
        return (T) values[find(name)];
    }

    public @Nullable T get(String name) {
        return get(name.getBytes(StandardCharsets.UTF_8));
    }

    private int find(byte[] name) {
        int at = hash(name) & mask;
        while (values[at] != null && !equal(names[at], name)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /// Whether `bytes` spell `word` in any case.
    public static boolean matches(byte[] bytes, String word) {
        if (bytes.length != word.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (upper(bytes[i]) != upper((byte) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(byte[] left, byte[] right) {
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (upper(left[i]) != upper(right[i])) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] name) {
        int hash = 0;
        for (byte letter : name) {
            hash = hash * 31 + upper(letter);
        }
        return hash ^ (hash >>> 15);
    }

    private static int upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? letter - 32 : letter;
    }
}
