package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.util.zip.CRC32C;

/// The value of a journal row: kind, chain number, checksum, content (`src/docs/formats.md`, "Journal row").
public final class JournalRows {

    /// Content that Pekko's serialization made; other kinds are the tags of [StorableEvent]s.
    public static final int SERIALIZED = 0;

    private static final int CHAIN_OFFSET = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES + Integer.BYTES;

    private JournalRows() {}

    /// Appends a put of one event and notes where the committer must write the chain number.
    public static void put(WriteOperations operations, ChainPlaces places, Event event) {
        byte[] content = event.content();
        operations.beginPut(
                Family.JOURNAL, Keys.event(event.persistenceId(), event.sequence()), HEADER_BYTES + content.length);
        places.add(operations.size() + CHAIN_OFFSET);
        CRC32C checksum = new CRC32C();
        checksum.update(event.kind());
        checksum.update(content, 0, content.length);
        operations.out().u8(event.kind()).i64(0).i32((int) checksum.getValue()).raw(content);
    }

    /// One event as it is journalled.
    public static final class Event {
        private final String persistenceId;
        private final long sequence;
        private final int kind;
        private final byte[] content;

        public Event(String persistenceId, long sequence, int kind, byte[] content) {
            this.persistenceId = persistenceId;
            this.sequence = sequence;
            this.kind = kind;
            this.content = content;
        }

        public String persistenceId() {
            return persistenceId;
        }

        public long sequence() {
            return sequence;
        }

        public int kind() {
            return kind;
        }

        public byte[] content() {
            return content;
        }
    }

    /// Reads a row back.
    ///
    /// @throws StorageFailure when its checksum does not fit
    public static Event read(String persistenceId, long sequence, byte[] row) throws StorageFailure {
        if (row.length < HEADER_BYTES) {
            throw new StorageFailure("record " + sequence + " of journal " + persistenceId + " is too short");
        }
        BytesReader in = new BytesReader(row);
        int kind = in.u8();
        in.skip(Long.BYTES);
        int expected = in.i32();
        byte[] content = in.raw(in.remaining());
        CRC32C checksum = new CRC32C();
        checksum.update(kind);
        checksum.update(content, 0, content.length);
        if ((int) checksum.getValue() != expected) {
            throw new StorageFailure("the checksum of record " + sequence + " of journal " + persistenceId
                    + " does not fit: the volume is damaged; replace the node, or put a backup in its place");
        }
        return new Event(persistenceId, sequence, kind, content);
    }

    public static byte[] highest(long sequence) {
        return new BytesWriter(8).i64(sequence).toByteArray();
    }
}
