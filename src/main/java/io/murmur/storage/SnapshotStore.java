package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.storage.rocks.ChainPlaces;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.WriteOperations;
import io.murmur.storage.rocks.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/// The snapshots of a volume: one row each, with a checksum. Thread-safe.
public final class SnapshotStore {

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private final Volume volume;

    public SnapshotStore(Volume volume) {
        this.volume = volume;
    }

    /// Up to where a snapshot reaches, and when it was taken (wall milliseconds).
    public record Taken(long sequence, long millis) {}

    /// A snapshot.
    public static final class Stored {
        private final Taken taken;
        private final byte[] content;

        public Stored(Taken taken, byte[] content) {
            this.taken = taken;
            this.content = content;
        }

        public Taken taken() {
            return taken;
        }

        public byte[] content() {
            return content;
        }
    }

    /// Which snapshots are meant; all bounds inclusive.
    public record Bounds(long fromSequence, long toSequence, long fromMillis, long toMillis) {
        boolean include(Taken taken) {
            return taken.sequence() >= fromSequence
                    && taken.sequence() <= toSequence
                    && taken.millis() >= fromMillis
                    && taken.millis() <= toMillis;
        }
    }

    public CompletableFuture<Void> save(String persistenceId, Stored snapshot) {
        byte[] content = snapshot.content();
        byte[] row = new BytesWriter(HEADER_BYTES + content.length)
                .i64(snapshot.taken().millis())
                .i32(checksum(content))
                .raw(content)
                .toByteArray();
        WriteOperations operations = new WriteOperations(row.length + 64);
        operations.put(
                Family.SNAPSHOTS, Keys.snapshot(persistenceId, snapshot.taken().sequence()), row);
        return volume.submit(WriteRequest.of(operations, ChainPlaces.NONE, true));
    }

    /// The newest snapshot within the bounds.
    public CompletableFuture<Optional<Stored>> newest(String persistenceId, Bounds bounds) {
        List<Stored> found = new ArrayList<>(1);
        return volume.afterQueued(() -> {
                    Stored newest = newestNow(persistenceId, bounds);
                    if (newest != null) {
                        found.add(newest);
                    }
                })
                .thenApply(_ -> found.stream().findFirst());
    }

    private @Nullable Stored newestNow(String persistenceId, Bounds bounds) throws StorageFailure {
        byte[] first = Keys.snapshot(persistenceId, 0);
        try (RocksIterator rows = volume.database().iterator(Family.SNAPSHOTS)) {
            rows.seekForPrev(Keys.snapshot(persistenceId, bounds.toSequence()));
            for (; rows.isValid() && Arrays.compareUnsigned(rows.key(), first) >= 0; rows.prev()) {
                Stored stored = read(persistenceId, Keys.sequenceOf(rows.key()), rows.value());
                if (bounds.include(stored.taken())) {
                    return stored;
                }
            }
            Database.check(rows);
            return null;
        }
    }

    private static Stored read(String persistenceId, long sequence, byte[] row) throws StorageFailure {
        BytesReader in = new BytesReader(row);
        long millis = in.i64();
        int expected = in.i32();
        byte[] content = in.raw(in.remaining());
        if (checksum(content) != expected) {
            throw new StorageFailure("the checksum of snapshot " + sequence + " of " + persistenceId
                    + " does not fit: the volume is damaged; replace the node, or start it with --accept-loss");
        }
        return new Stored(new Taken(sequence, millis), content);
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, content.length);
        return (int) checksum.getValue();
    }

    /// Deletes the snapshots within the bounds.
    public CompletableFuture<Void> delete(String persistenceId, Bounds bounds) {
        WriteOperations operations = new WriteOperations(256);
        return volume.afterQueued(() -> deleteNow(persistenceId, bounds, operations))
                .thenCompose(_ -> volume.submit(WriteRequest.of(operations, ChainPlaces.NONE, true)));
    }

    private void deleteNow(String persistenceId, Bounds bounds, WriteOperations operations) throws StorageFailure {
        byte[] behind = Keys.snapshot(persistenceId, Long.MAX_VALUE);
        try (RocksIterator rows = volume.database().iterator(Family.SNAPSHOTS)) {
            rows.seek(Keys.snapshot(persistenceId, Math.max(0, bounds.fromSequence())));
            for (; rows.isValid() && Arrays.compareUnsigned(rows.key(), behind) <= 0; rows.next()) {
                long sequence = Keys.sequenceOf(rows.key());
                long millis = new BytesReader(rows.value()).i64();
                if (bounds.include(new Taken(sequence, millis))) {
                    operations.delete(Family.SNAPSHOTS, rows.key());
                }
            }
            Database.check(rows);
        }
    }
}
