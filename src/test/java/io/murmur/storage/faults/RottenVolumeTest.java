package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.Opening;
import io.murmur.storage.SnapshotStore;
import io.murmur.storage.SnapshotStore.Bounds;
import io.murmur.storage.SnapshotStore.Stored;
import io.murmur.storage.SnapshotStore.Taken;
import io.murmur.storage.Volume;
import io.murmur.storage.Volumes;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.LogAudit;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.WriteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Bytes that rot at rest: whoever reads them is told, and nobody is shown anything else than what was written.
@Execution(ExecutionMode.CONCURRENT)
class RottenVolumeTest {

    private static final int WRITES = 200;
    private static final int LOGS = 4;
    private static final Bounds ALL = new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private Path data;

    /// Writes, and starts again: then all of it is in tables.
    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        try (Volume volume = volumes.opened(data)) {
            for (long number = 1; number <= WRITES; number++) {
                JournalStore.Append append = new JournalStore(volume).append("a");
                append.add(number, new NumberedEvent("a", number, 400));
                append.submit().join();
            }
        }
        volumes.opened(data).close();
    }

    @Test
    void neverReadsAnythingWrongFromRottenTables() throws Exception {
        int noticed = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Path rotten = folder.resolve("rotten" + seed);
            Volumes.copy(data, rotten);
            List<Path> tables = files(rotten, ".sst");
            flip(tables.get(random.nextInt(tables.size())), random);
            noticed += isNoticed(rotten, "seed " + seed) ? 1 : 0;
        }
        assertTrue(noticed > 40, "only " + noticed + " of 60 flipped bits were noticed");
    }

    /// With seed 19 RocksDB itself reads the manifest for ever.
    @Test
    void refusesARottenManifest() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Path rotten = folder.resolve("rotten" + seed);
            Volumes.copy(data, rotten);
            flip(files(rotten, "MANIFEST").getFirst(), random);
            isNoticed(rotten, "seed " + seed);
        }
    }

    /// Reads all there is; each read ends with what was written, or with a sentence.
    private boolean isNoticed(Path rotten, String seed) throws IOException {
        switch (volumes.open(rotten, false)) {
            case Opening.Refused(var reason, var sentence) -> {
                assertTrue(reason == Opening.Reason.DAMAGED || reason == Opening.Reason.ROLLED_BACK, seed + sentence);
                assertTrue(sentence.contains("Replace this node"), sentence);
                return true;
            }
            case Opening.Opened opened -> {
                try (Volume volume = opened.volume()) {
                    boolean rowsFail = rowsFail(volume, seed);
                    return replayFails(volume, seed) || rowsFail;
                }
            }
        }
    }

    private static boolean rowsFail(Volume volume, String seed) {
        boolean failed = false;
        for (long number = 1; number <= WRITES; number++) {
            try {
                byte[] row = volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number));
                assertNotNull(row, seed + ": row " + number);
                assertArrayEquals(new NumberedEvent("a", number, 400).row(), row, seed);
            } catch (StorageFailure damage) {
                assertSentence(damage);
                failed = true;
            }
        }
        return failed;
    }

    private static boolean replayFails(Volume volume, String seed) {
        JournalStore journal = new JournalStore(volume);
        long[] replayed = new long[1];
        try {
            journal.replay("a", new JournalStore.Range(1, Long.MAX_VALUE, Long.MAX_VALUE), record -> {
                        replayed[0]++;
                        assertEquals(replayed[0], record.sequence(), seed);
                        assertEquals(
                                replayed[0],
                                NumberedEvent.decode(record.content()).number(),
                                seed);
                    })
                    .join();
            assertEquals(WRITES, replayed[0], seed);
            assertEquals(WRITES, journal.highestSequence("a").join(), seed);
            return false;
        } catch (CompletionException failed) {
            assertSentence(assertInstanceOf(StorageFailure.class, failed.getCause(), seed));
            return true;
        }
    }

    private static void assertSentence(StorageFailure failure) {
        assertTrue(failure.toString().length() > 40, failure.toString());
    }

    /// Rot that happened before the block was written: the block's checksum fits, the record's does not.
    @Test
    void refusesToReplayARottenRecord() throws Exception {
        try (Database database = Database.open(data.resolve("db"), Volumes.SMALL)) {
            byte[] row = database.get(Family.JOURNAL, Keys.event("a", 77));
            assertNotNull(row);
            row[row.length - 1] ^= 1;
            overwrite(database, Family.JOURNAL, Keys.event("a", 77), row);
        }
        try (Volume volume = volumes.opened(data)) {
            JournalStore journal = new JournalStore(volume);
            var failed = assertThrows(
                    CompletionException.class,
                    () -> journal.replay("a", new JournalStore.Range(1, 100, 100), _ -> {})
                            .join());
            String sentence = failed.toString();
            assertTrue(sentence.contains("the checksum of record 77 of journal a does not fit"), sentence);
            assertTrue(sentence.contains("replace the node, or put a backup in its place"), sentence);
            journal.replay("a", new JournalStore.Range(78, 100, 100), _ -> {}).join();
        }
    }

    @Test
    void passesOverARottenSnapshotOnlyWhileTheJournalHoldsEverything() throws Exception {
        try (Volume volume = volumes.opened(data)) {
            SnapshotStore snapshots = new SnapshotStore(volume);
            snapshots.save("a", new Stored(new Taken(50, 1), new byte[10])).join();
            snapshots.save("a", new Stored(new Taken(100, 2), new byte[10])).join();
        }
        try (Database database = Database.open(data.resolve("db"), Volumes.SMALL)) {
            byte[] row = database.get(Family.SNAPSHOTS, Keys.snapshot("a", 100));
            assertNotNull(row);
            row[row.length - 1] ^= 1;
            overwrite(database, Family.SNAPSHOTS, Keys.snapshot("a", 100), row);
        }
        try (Volume volume = volumes.opened(data)) {
            SnapshotStore snapshots = new SnapshotStore(volume);
            assertEquals(
                    50, snapshots.newest("a", ALL).join().orElseThrow().taken().sequence());
            new JournalStore(volume).deleteTo("a", 90).join();
            var failed = assertThrows(
                    CompletionException.class, () -> snapshots.newest("a", ALL).join());
            String sentence = failed.toString();
            assertTrue(sentence.contains("snapshot 100 of a is damaged"), sentence);
        }
    }

    /// What is in the logs behind it would be recovered as if nothing were missing before. A log all of which is in
    /// tables by now may be missing.
    @Test
    void noticesThatALogIsMissing() throws Exception {
        Path crashed = folder.resolve("crashed");
        int written = 0;
        try (VolumeProcess process = new VolumeProcess(crashed, Map.of())) {
            while (LogAudit.logsIn(crashed.resolve("db")).size() < LOGS) {
                assertEquals("20", process.tell("write 20 60000"));
                written += 20;
                assertTrue(written < 5_000, "the logs do not grow");
            }
        }
        int noticed = 0;
        for (int missing = 0; missing < LOGS - 1; missing++) {
            Path copy = folder.resolve("missing" + missing);
            Volumes.copy(crashed, copy);
            Files.delete(LogAudit.logsIn(copy.resolve("db")).get(missing));
            switch (volumes.open(copy, false)) {
                case Opening.Refused(var reason, _) -> {
                    assertEquals(Opening.Reason.DAMAGED, reason);
                    noticed++;
                }
                case Opening.Opened opened -> assertHasAll(opened.volume(), written);
            }
        }
        assertTrue(noticed > 0, "no log was missed");
        assertHasAll(volumes.opened(crashed), written);
    }

    private static void assertHasAll(Volume volume, int written) throws IOException {
        try (volume) {
            for (long number = 1; number <= written; number++) {
                assertNotNull(volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number)));
            }
            List<Long> replayed = new ArrayList<>();
            new JournalStore(volume)
                    .replay("a", new JournalStore.Range(1, written, written), event -> replayed.add(event.sequence()))
                    .join();
            assertEquals(written, replayed.size());
        }
    }

    @Test
    void refusesADatabaseOfAnotherVersion() throws Exception {
        try (Database database = Database.open(data.resolve("db"), Volumes.SMALL)) {
            overwrite(
                    database,
                    Family.META,
                    Keys.format(),
                    new BytesWriter(8).i64(99).toByteArray());
        }
        Opening.Refused refused = volumes.refused(data);
        assertEquals(Opening.Reason.UNKNOWN_FORMAT, refused.reason());
        assertTrue(refused.sentence().contains("database has format 99, this version knows format 1"));
    }

    private static void overwrite(Database database, Family family, byte[] key, byte[] row) throws IOException {
        WriteOperations operations = new WriteOperations(64);
        operations.put(family, key, row);
        database.write(operations.toBatch(), true);
    }

    private static List<Path> files(Path volume, String part) throws IOException {
        try (Stream<Path> found = Files.list(volume.resolve("db"))) {
            return found.filter(file -> file.getFileName().toString().contains(part))
                    .sorted()
                    .toList();
        }
    }

    private static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }
}
