package io.murmur.storage.model;

import io.murmur.core.machine.Key;
import io.murmur.storage.JournalStore;
import io.murmur.storage.SnapshotStore;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Journals, snapshots and rows of a volume. Each method is one step that happens whole or not at all, as in
/// [JournalStore] and [SnapshotStore]; what is lost in a crash are the last steps. Not thread-safe.
///
/// Two volumes that hold the same have the same text; a journal without any event is as good as none.
public final class ModelVolume {

    /// One persistence id. Its highest number stays when the events are deleted.
    private static final class Journal {
        private long highest;
        private final TreeMap<Long, byte[]> events = new TreeMap<>();
        private final TreeMap<Long, byte[]> snapshots = new TreeMap<>();

        Journal copy() {
            Journal copy = new Journal();
            copy.highest = highest;
            copy.events.putAll(events);
            copy.snapshots.putAll(snapshots);
            return copy;
        }

        @Override
        public String toString() {
            return "highest " + highest + ", events " + textOf(events) + ", snapshots " + textOf(snapshots);
        }
    }

    private final TreeMap<String, Journal> journals = new TreeMap<>();
    private final TreeMap<Key, byte[]> rows = new TreeMap<>();

    /// What the real one holds of these journals and rows.
    ///
    /// @param rowOf how to read a row; null if there is none
    public static ModelVolume of(Volume volume, List<String> ids, Set<Key> keys, RowReader rowOf) throws IOException {
        ModelVolume held = new ModelVolume();
        for (String id : ids) {
            held.journals.put(id, read(volume, id));
        }
        for (Key key : keys) {
            byte[] row = rowOf.read(key);
            if (row != null) {
                held.rows.put(key, row);
            }
        }
        return held;
    }

    /// Reads a row of the real volume.
    @FunctionalInterface
    public interface RowReader {
        byte @Nullable [] read(Key key) throws IOException;
    }

    private static Journal read(Volume volume, String id) {
        Journal journal = new Journal();
        JournalStore events = new JournalStore(volume);
        journal.highest = events.highestSequence(id).join();
        events.replay(
                        id,
                        new JournalStore.Range(1, Long.MAX_VALUE, Long.MAX_VALUE),
                        event -> journal.events.put(event.sequence(), event.content()))
                .join();
        SnapshotStore snapshots = new SnapshotStore(volume);
        Function<Long, Optional<SnapshotStore.Stored>> newestUpTo = sequence -> snapshots
                .newest(id, new SnapshotStore.Bounds(0, sequence, Long.MIN_VALUE, Long.MAX_VALUE))
                .join();
        Optional<SnapshotStore.Stored> found = newestUpTo.apply(Long.MAX_VALUE);
        while (found.isPresent()) {
            long sequence = found.get().taken().sequence();
            journal.snapshots.put(sequence, found.get().content());
            found = newestUpTo.apply(sequence - 1);
        }
        return journal;
    }

    /// Appends events and their rows, all or none of them. An empty row says that it goes.
    public void append(String id, List<byte[]> events, Map<Key, byte[]> theirRows) {
        Journal journal = journal(id);
        events.forEach(event -> journal.events.put(++journal.highest, event));
        theirRows.forEach((key, row) -> {
            if (row.length == 0) {
                rows.remove(key);
            } else {
                rows.put(key, row);
            }
        });
    }

    public void saveSnapshot(String id, long sequence, byte[] state) {
        journal(id).snapshots.put(sequence, state);
    }

    /// Deletes the events up to `sequence`, inclusive.
    public void deleteEvents(String id, long sequence) {
        journal(id).events.headMap(sequence, true).clear();
    }

    /// Deletes the snapshots up to `sequence`, inclusive.
    public void deleteSnapshots(String id, long sequence) {
        journal(id).snapshots.headMap(sequence, true).clear();
    }

    /// The number of the last event there ever was, 0 if none.
    public long highest(String id) {
        return journal(id).highest;
    }

    /// The numbers up to which there are snapshots, in order.
    public List<Long> snapshots(String id) {
        return List.copyOf(journal(id).snapshots.keySet());
    }

    /// What a start finds first; null if there is none.
    public byte @Nullable [] newestSnapshot(String id) {
        var newest = journal(id).snapshots.lastEntry();
        return newest == null ? null : newest.getValue();
    }

    /// The events a start replays: those behind the newest snapshot.
    ///
    /// @throws IllegalStateException if some of them are gone
    public List<byte[]> replayed(String id) {
        Journal journal = journal(id);
        long from = journal.snapshots.isEmpty() ? 0 : journal.snapshots.lastKey();
        var replayed = journal.events.tailMap(from, false);
        if (replayed.size() != Math.max(0, journal.highest - from)) {
            throw new IllegalStateException(id + " lacks events behind its newest snapshot: " + journal);
        }
        return new ArrayList<>(replayed.values());
    }

    public byte @Nullable [] row(Key key) {
        return rows.get(key);
    }

    public Set<Key> keys() {
        return rows.keySet();
    }

    public ModelVolume copy() {
        ModelVolume copy = new ModelVolume();
        journals.forEach((id, journal) -> copy.journals.put(id, journal.copy()));
        copy.rows.putAll(rows);
        return copy;
    }

    private Journal journal(String id) {
        return journals.computeIfAbsent(id, _ -> new Journal());
    }

    @Override
    public String toString() {
        String text = journals.entrySet().stream()
                .filter(entry -> entry.getValue().highest > 0)
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return text + "rows " + textOf(rows);
    }

    /// Which there are, and a number that tells their contents apart.
    private static String textOf(Map<?, byte[]> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + "#" + Integer.toHexString(Arrays.hashCode(entry.getValue())))
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
