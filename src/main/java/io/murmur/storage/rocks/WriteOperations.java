package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesWriter;

/// Operations of one write, in the notation of RocksDB's own write batch: built on the thread that knows them, joined
/// by the committer, handed over in one native call.
///
/// Source: RocksDB `db/write_batch.cc`, comment "WriteBatch::rep_": tag, column family (varint32), length-prefixed
/// key, length-prefixed value. A test compares it with batches RocksDB builds. Not thread-safe.
public final class WriteOperations {

    /// Sequence number (8 bytes) and count (4), both little-endian, before the first operation.
    public static final int HEADER_BYTES = 12;

    private static final int PUT = 0x05;
    private static final int DELETE = 0x04;
    private static final int DELETE_RANGE = 0x0E;

    private final BytesWriter out;
    private int count;

    public WriteOperations(int capacity) {
        this.out = new BytesWriter(capacity);
    }

    public void put(Family family, byte[] key, byte[] value) {
        tag(PUT, family).bytes(key).bytes(value);
    }

    /// Begins a put whose value of `length` bytes the caller appends to [#out].
    public void beginPut(Family family, byte[] key, int length) {
        tag(PUT, family).bytes(key).varint(length);
    }

    public void delete(Family family, byte[] key) {
        tag(DELETE, family).bytes(key);
    }

    /// Deletes the keys from `from` (inclusive) to `to` (exclusive).
    public void deleteRange(Family family, byte[] from, byte[] to) {
        tag(DELETE_RANGE, family).bytes(from).bytes(to);
    }

    private BytesWriter tag(int tag, Family family) {
        count++;
        // The default family has tags of its own, without an id: 0x01, 0x00 and 0x0F.
        if (family == Family.META) {
            return out.u8(
                    switch (tag) {
                        case PUT -> 0x01;
                        case DELETE -> 0x00;
                        default -> 0x0F;
                    });
        }
        return out.u8(tag).varint(family.id());
    }

    public BytesWriter out() {
        return out;
    }

    public int count() {
        return count;
    }

    public int size() {
        return out.size();
    }

    /// Appends all operations of `other`.
    public void append(WriteOperations other) {
        out.raw(other.out.buffer(), 0, other.out.size());
        count += other.count;
    }

    public void reset() {
        out.reset();
        count = 0;
    }

    /// The whole batch in RocksDB's notation.
    public byte[] toBatch() {
        byte[] batch = new byte[HEADER_BYTES + out.size()];
        for (int i = 0; i < Integer.BYTES; i++) {
            batch[Long.BYTES + i] = (byte) (count >>> (8 * i));
        }
        System.arraycopy(out.buffer(), 0, batch, HEADER_BYTES, out.size());
        return batch;
    }
}
