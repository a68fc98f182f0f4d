package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Key;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.nio.charset.StandardCharsets;

/// The keys of all rows (`src/docs/formats.md`, "Keys of the database").
public final class Keys {

    /// Bytes before the user's key in an object or index row: partition and hash.
    public static final int PREFIX_BYTES = 10;

    private static final int EVENT = 1;
    private static final int HIGHEST = 0;

    private Keys() {}

    /// The meta row with the last chain numbers.
    public static byte[] chain() {
        return new byte[] {'c', 'h', 'a', 'i', 'n'};
    }

    /// The meta row with the format of the database.
    public static byte[] format() {
        return new byte[] {'f', 'o', 'r', 'm', 'a', 't'};
    }

    /// The key right behind the event `sequence`: the end, exclusive, of a range of events.
    public static byte[] behindEvent(String persistenceId, long sequence) {
        return journal(persistenceId, EVENT).i64(sequence + 1).toByteArray();
    }

    /// Partition (2 bytes), hash (8), key: keys of a partition lie in hash order.
    public static byte[] object(int partition, Key key) {
        return new BytesWriter(PREFIX_BYTES + key.length())
                .u16(partition)
                .i64(key.hash())
                .raw(key.bytes())
                .toByteArray();
    }

    public static byte[] objectsFrom(int partition, long hash) {
        return new BytesWriter(PREFIX_BYTES).u16(partition).i64(hash).toByteArray();
    }

    public static Key keyOf(byte[] row) {
        return Key.ofOwned(new BytesReader(row).skip(PREFIX_BYTES).raw(row.length - PREFIX_BYTES));
    }

    public static byte[] dot(int partition, Dot dot) {
        BytesWriter out = new BytesWriter(26).u16(partition);
        dot.actor().writeTo(out);
        return out.i64(dot.counter()).toByteArray();
    }

    /// Before the first row of [#dot] of a partition.
    public static byte[] dotsFrom(int partition) {
        return new BytesWriter(Short.BYTES).u16(partition).toByteArray();
    }

    /// The event of a row of [#dot].
    public static Dot dotOf(byte[] row) {
        BytesReader in = new BytesReader(row).skip(Short.BYTES);
        return new Dot(ActorId.readFrom(in), in.i64());
    }

    /// The counter of a row of [#dot].
    public static long counterOf(byte[] row) {
        return new BytesReader(row, row.length - Long.BYTES, Long.BYTES).i64();
    }

    /// Length and bytes of the persistence id, kind, sequence number: a persistence id's rows lie together.
    public static byte[] event(String persistenceId, long sequence) {
        return journal(persistenceId, EVENT).i64(sequence).toByteArray();
    }

    public static byte[] highest(String persistenceId) {
        return journal(persistenceId, HIGHEST).toByteArray();
    }

    public static byte[] snapshot(String persistenceId, long sequence) {
        return journal(persistenceId, EVENT).i64(sequence).toByteArray();
    }

    public static long sequenceOf(byte[] row) {
        return new BytesReader(row, row.length - Long.BYTES, Long.BYTES).i64();
    }

    /// Whether a row of the journal family is an event; the others hold highest sequence numbers.
    public static boolean isEvent(byte[] row) {
        return row[Short.BYTES + idLength(row)] == EVENT;
    }

    /// Whose event, snapshot or highest sequence number a row is.
    public static String persistenceIdOf(byte[] row) {
        return new String(row, Short.BYTES, idLength(row), StandardCharsets.UTF_8);
    }

    private static int idLength(byte[] row) {
        return new BytesReader(row).u16();
    }

    private static BytesWriter journal(String persistenceId, int kind) {
        byte[] id = persistenceId.getBytes(StandardCharsets.UTF_8);
        return new BytesWriter(id.length + 16).u16(id.length).raw(id).u8(kind);
    }
}
