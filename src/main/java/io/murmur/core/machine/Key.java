package io.murmur.core.machine;

import io.murmur.core.bytes.SlotHash;
import io.murmur.core.bytes.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key: bytes that never change after construction, with the slot and the hash they determine.
///
/// The slot follows Redis Cluster (CRC16 of the key, or of its `{tag}`, modulo 16384). Inside a partition keys are
/// ordered by a second, independent 64-bit hash. Equality is equality of bytes. Ordered by (hash, bytes) unsigned,
/// which is their order on disk. Safe to share between threads.
public final class Key implements Comparable<Key> {

    private final byte[] bytes;
    private final long hash;
    private final short slot;

    private Key(byte[] bytes) {
        this.bytes = bytes;
        this.hash = XxHash64.hash(bytes, 0, bytes.length, 0);
        this.slot = (short) SlotHash.slotOf(bytes);
    }

    /// Takes ownership of `bytes`: the caller made the one copy at the door and must not change them afterwards.
    public static Key ofOwned(byte[] bytes) {
        return new Key(bytes);
    }

    public static Key of(String text) {
        return new Key(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes themselves, shared: read, never write.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// The Redis Cluster slot, 0 to 16383.
    public int slot() {
        return slot;
    }

    /// The second hash: orders keys inside a partition. Unsigned.
    public long hash() {
        return hash;
    }

    @Override
    public int compareTo(Key other) {
        int byHash = Long.compareUnsigned(hash, other.hash);
        return byHash != 0 ? byHash : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
