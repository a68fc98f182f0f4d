package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.storage.rocks.ChainPlaces;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.JournalRows;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.Rows;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.WriteOperations;
import io.murmur.storage.rocks.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The journals of a volume: append, replay, cut off. Thread-safe.
///
/// The highest sequence number of a persistence id is that of its last event; a delete writes it into a row of its
/// own, in the same write, so that it survives. Reads wait for all writes queued before them.
public final class JournalStore {

    /// The kind of content that Pekko's serialization made.
    public static final int SERIALIZED = JournalRows.SERIALIZED;

    private final Volume volume;

    public JournalStore(Volume volume) {
        this.volume = volume;
    }

    /// Begins an atomic append.
    public Append append(String persistenceId) {
        return new Append(persistenceId);
    }

    /// Events, with their rows, that become durable together.
    public final class Append {
        private final String persistenceId;
        private final WriteOperations operations = new WriteOperations(1024);
        private final ChainPlaces places = new ChainPlaces();
        private final RowWriter rows = new RowWriter(operations);
        private final List<StorableEvent> events = new ArrayList<>(1);
        private boolean synced;

        private Append(String persistenceId) {
            this.persistenceId = persistenceId;
        }

        /// Adds an event that brings its own bytes and rows.
        public void add(long sequence, StorableEvent event) {
            add(sequence, event.recordTag(), event.record());
            event.writeRows(rows);
            events.add(event);
            synced |= event.synced();
        }

        /// Adds an event Pekko has serialized.
        public void add(long sequence, byte[] serialized) {
            add(sequence, SERIALIZED, serialized);
            synced = true;
        }

        private void add(long sequence, int kind, byte[] content) {
            JournalRows.put(operations, places, new JournalRows.Event(persistenceId, sequence, kind, content));
        }

        /// Hands it to the committer; one without events is done at once.
        public CompletableFuture<Void> submit() {
            if (operations.count() == 0) {
                return CompletableFuture.completedFuture(null);
            }
            return volume.submit(WriteRequest.of(operations, places, synced).whenBegun(this::writeBegins));
        }

        private void writeBegins(long nanos) {
            for (StorableEvent event : events) {
                event.writeBegins(nanos);
            }
        }
    }

    /// Which events to replay.
    ///
    /// @param from first sequence number
    /// @param to last sequence number
    /// @param max at most so many
    public record Range(long from, long to, long max) {}

    /// An event read back.
    public static final class Recovered {
        private final long sequence;
        private final JournalRows.Event event;

        private Recovered(long sequence, JournalRows.Event event) {
            this.sequence = sequence;
            this.event = event;
        }

        public long sequence() {
            return sequence;
        }

        /// [#SERIALIZED] or a [StorableEvent#recordTag].
        public int kind() {
            return event.kind();
        }

        public byte[] content() {
            return event.content();
        }
    }

    /// Hands the events of `range` to `replay` in order, on another thread.
    public CompletableFuture<Void> replay(String persistenceId, Range range, Consumer<Recovered> replay) {
        return volume.afterQueued(() -> replayNow(persistenceId, range, replay));
    }

    private void replayNow(String persistenceId, Range range, Consumer<Recovered> replay) throws StorageFailure {
        byte[] behind = Keys.behindEvent(persistenceId, Math.min(range.to(), Long.MAX_VALUE - 1));
        long count = 0;
        try (Rows rows = volume.database().rows(Family.JOURNAL)) {
            rows.seek(Keys.event(persistenceId, Math.max(range.from(), 0)));
            while (rows.isValid() && count < range.max() && Arrays.compareUnsigned(rows.key(), behind) < 0) {
                long sequence = Keys.sequenceOf(rows.key());
                replay.accept(new Recovered(sequence, JournalRows.read(persistenceId, sequence, rows.value())));
                count++;
                rows.next();
            }
            rows.check();
        }
    }

    /// The highest sequence number ever appended, 0 if none.
    public CompletableFuture<Long> highestSequence(String persistenceId) {
        long[] highest = new long[1];
        return volume.afterQueued(() -> highest[0] = highestNow(persistenceId)).thenApply(_ -> highest[0]);
    }

    private long highestNow(String persistenceId) throws StorageFailure {
        byte[] row = volume.database().get(Family.JOURNAL, Keys.highest(persistenceId));
        long deleted = row == null ? 0 : new BytesReader(row).i64();
        byte[] first = Keys.event(persistenceId, 0);
        try (Rows rows = volume.database().rows(Family.JOURNAL)) {
            rows.seekForPrev(Keys.event(persistenceId, Long.MAX_VALUE));
            boolean found = rows.isValid() && Arrays.compareUnsigned(rows.key(), first) >= 0;
            rows.check();
            return found ? Math.max(deleted, Keys.sequenceOf(rows.key())) : deleted;
        }
    }

    /// Deletes the events up to `toSequence`, inclusive.
    public CompletableFuture<Void> deleteTo(String persistenceId, long toSequence) {
        return highestSequence(persistenceId).thenCompose(highest -> {
            if (highest == 0) {
                return CompletableFuture.completedFuture(null);
            }
            WriteOperations operations = new WriteOperations(128);
            operations.deleteRange(
                    Family.JOURNAL,
                    Keys.event(persistenceId, 0),
                    Keys.behindEvent(persistenceId, Math.min(toSequence, highest)));
            operations.put(Family.JOURNAL, Keys.highest(persistenceId), JournalRows.highest(highest));
            return volume.submit(WriteRequest.of(operations, ChainPlaces.NONE, true));
        });
    }
}
