package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.storage.rocks.ChainPlaces;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.Rows;
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

/// The snapshots of a volume: one row each, with a checksum. Thread-safe.
public final class SnapshotStore {

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final long NONE = -1;

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

    /// The newest snapshot within the bounds that is whole; empty if there is none. One that is damaged is
    /// passed over if the journal still holds every event behind what is found instead; else the answer is a
    /// [StorageFailure], because a replay with a gap would pass for the truth.
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
        long damaged = NONE;
        try (Rows rows = volume.database().rows(Family.SNAPSHOTS)) {
            rows.seekForPrev(Keys.snapshot(persistenceId, bounds.toSequence()));
            for (; rows.isValid() && Arrays.compareUnsigned(rows.key(), first) >= 0; rows.prev()) {
                long sequence = Keys.sequenceOf(rows.key());
                if (sequence < bounds.fromSequence()) {
                    break;
                }
                Stored stored = read(sequence, rows.value());
                if (stored == null) {
                    damaged = Math.max(damaged, sequence);
                } else if (bounds.include(stored.taken())) {
                    requireEvents(persistenceId, sequence, damaged);
                    return stored;
                }
            }
            rows.check();
        }
        requireEvents(persistenceId, 0, damaged);
        return null;
    }

    /// Nothing to require if no snapshot was damaged.
    private void requireEvents(String persistenceId, long behind, long damaged) throws StorageFailure {
        if (damaged == NONE) {
            return;
        }
        byte[] next = Keys.event(persistenceId, behind + 1);
        try (Rows rows = volume.database().rows(Family.JOURNAL)) {
            rows.seek(next);
            boolean there = rows.isValid() && Arrays.equals(rows.key(), next);
            rows.check();
            if (!there) {
                throw new StorageFailure("snapshot " + damaged + " of " + persistenceId
                        + " is damaged, and the journal no longer holds the events behind " + behind
                        + ": replace the node, or put a backup in its place");
            }
        }
    }

    /// Whether a snapshot's row is as it was written.
    static boolean isWhole(byte[] row) {
        return read(0, row) != null;
    }

    /// Null if the row is damaged.
    private static @Nullable Stored read(long sequence, byte[] row) {
        if (row.length < HEADER_BYTES) {
            return null;
        }
        BytesReader in = new BytesReader(row);
        long millis = in.i64();
        int expected = in.i32();
        byte[] content = in.raw(in.remaining());
        return checksum(content) == expected ? new Stored(new Taken(sequence, millis), content) : null;
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
        try (Rows rows = volume.database().rows(Family.SNAPSHOTS)) {
            rows.seek(Keys.snapshot(persistenceId, Math.max(0, bounds.fromSequence())));
            for (; rows.isValid() && Arrays.compareUnsigned(rows.key(), behind) <= 0; rows.next()) {
                long sequence = Keys.sequenceOf(rows.key());
                byte[] row = rows.value();
                // A row too short to say when it was taken goes with those of its sequence number.
                long millis = row.length < Long.BYTES ? bounds.fromMillis() : new BytesReader(row).i64();
                if (bounds.include(new Taken(sequence, millis))) {
                    operations.delete(Family.SNAPSHOTS, rows.key());
                }
            }
            rows.check();
        }
    }
}
