package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.SnapshotStore.Bounds;
import io.murmur.storage.SnapshotStore.Stored;
import io.murmur.storage.SnapshotStore.Taken;
import io.murmur.storage.rocks.StorageFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Pekko Persistence expects of a journal and a snapshot store, on real files.
class JournalStoreTest {

    private static final Bounds ALL = new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private Volume volume;
    private JournalStore journal;
    private SnapshotStore snapshots;

    @BeforeEach
    void open() throws Exception {
        volume = volumes.opened(folder);
        journal = new JournalStore(volume);
        snapshots = new SnapshotStore(volume);
    }

    @AfterEach
    void close() throws Exception {
        volume.close();
    }

    @Test
    void replaysInOrderWithinBoundsAndLimits() {
        append("a", 10);
        append("ab", 3);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), replay("a", 0, Long.MAX_VALUE, 100));
        assertEquals(List.of(4L, 5L, 6L), replay("a", 4, 6, 100));
        assertEquals(List.of(2L, 3L), replay("a", 2, 10, 2));
        assertEquals(List.of(), replay("a", 2, 10, 0));
        assertEquals(List.of(), replay("a", 11, 20, 5));
        assertEquals(List.of(), replay("b", 0, 10, 5));
    }

    @Test
    void remembersTheHighestSequenceAcrossDeletesAndRestarts() throws Exception {
        assertEquals(0, journal.highestSequence("a").join());
        append("a", 7);
        journal.deleteTo("a", Long.MAX_VALUE).join();
        assertEquals(List.of(), replay("a", 0, Long.MAX_VALUE, 100));
        assertEquals(7, journal.highestSequence("a").join());
        close();
        open();
        assertEquals(7, journal.highestSequence("a").join());
    }

    @Test
    void deletesOnlyWhatItWasTold() {
        append("a", 5);
        append("b", 5);
        journal.deleteTo("a", 3).join();
        assertEquals(List.of(4L, 5L), replay("a", 0, Long.MAX_VALUE, 100));
        assertEquals(5, replay("b", 0, Long.MAX_VALUE, 100).size());
    }

    @Test
    void readsBehindWhatWasQueuedBefore() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int number = 1; number <= 300; number++) {
            writes.add(Volumes.append(volume, "a", number));
        }
        assertEquals(300, journal.highestSequence("a").join());
        assertTrue(writes.stream().allMatch(CompletableFuture::isDone));
        assertTrue(volume.counters().syncs() <= 300);
    }

    @Test
    void selectsAndDeletesSnapshotsByBounds() {
        for (long sequence = 10; sequence <= 50; sequence += 10) {
            snapshots
                    .save("a", new Stored(new Taken(sequence, 1000 + sequence), bytes("s" + sequence)))
                    .join();
        }
        assertEquals(50, newest(ALL));
        assertEquals(30, newest(new Bounds(0, 39, Long.MIN_VALUE, Long.MAX_VALUE)));
        assertEquals(20, newest(new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, 1025)));
        assertTrue(snapshots.newest("b", ALL).join().isEmpty());
        snapshots
                .delete("a", new Bounds(30, 50, Long.MIN_VALUE, Long.MAX_VALUE))
                .join();
        assertEquals(20, newest(ALL));
    }

    @Test
    void tellsEverybodyWhenItIsClosed() throws Exception {
        volume.close();
        var failed = assertThrows(
                CompletionException.class, () -> Volumes.append(volume, "a", 1).join());
        assertTrue(failed.getCause() instanceof StorageFailure);
        open();
    }

    private void append(String id, int count) {
        for (int number = 1; number <= count; number++) {
            Volumes.append(volume, id, number).join();
        }
    }

    private List<Long> replay(String id, long from, long to, long max) {
        List<Long> sequences = new ArrayList<>();
        journal.replay(id, new JournalStore.Range(from, to, max), record -> {
                    assertEquals(id + ":" + record.sequence(), new String(record.content(), StandardCharsets.UTF_8));
                    sequences.add(record.sequence());
                })
                .join();
        return sequences;
    }

    private long newest(Bounds bounds) {
        return snapshots.newest("a", bounds).join().orElseThrow().taken().sequence();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
