package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.SnapshotStore.Stored;
import io.murmur.storage.SnapshotStore.Taken;
import io.murmur.storage.rocks.LogAudit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A backup is what the volume was, is known to be damaged when it is, and never passes for the volume of a node
/// that went on (G9).
@Execution(ExecutionMode.CONCURRENT)
class BackupTest {

    private static final int WRITES = 60;

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private Path data;
    private Path backup;
    private Identity identity;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        try (Volume volume = volumes.opened(data)) {
            volume.file("formation").write(new byte[] {1, 2, 3});
            identity = volume.identity();
        }
        // Half of it ends in tables, half stays in the log.
        for (long first = 1; first <= WRITES; first += WRITES / 2) {
            try (Volume volume = volumes.opened(data)) {
                for (long number = first; number < first + WRITES / 2; number++) {
                    Volumes.append(volume, "a", number).join();
                }
                new SnapshotStore(volume)
                        .save("a", new Stored(new Taken(first, 5), new byte[100]))
                        .join();
            }
        }
    }

    @Test
    void copiesEverythingAndChangesNothing() throws Exception {
        SortedMap<String, Integer> before = contentOf(data);
        Backup.Summary summary = whole(Backup.copy(data, backup));
        assertEquals(before, contentOf(data));
        assertEquals(identity.node(), summary.node());
        assertEquals(WRITES, summary.content().keys());
        assertEquals(WRITES, summary.content().records());
        assertEquals(2, summary.content().snapshots());
        assertEquals(WRITES + 2, summary.content().chain());
        assertEquals(summary, whole(Backup.verify(backup)));
        assertArrayEquals(new byte[] {1, 2, 3}, new DurableFile(backup.resolve("formation")).read());
        SortedMap<String, Integer> copied = contentOf(backup);
        assertTrue(before.keySet().containsAll(copied.headMap("backup").keySet()));
    }

    @Test
    void opensInPlaceOfTheVolumeOnlyWhenTheLossIsAccepted() throws Exception {
        whole(Backup.copy(data, backup));
        Opening.Refused refused = volumes.refused(backup);
        assertEquals(Opening.Reason.ROLLED_BACK, refused.reason());
        assertTrue(refused.sentence().contains("is a backup of node " + identity.node()), refused.sentence());
        assertTrue(refused.sentence().contains("--accept-loss"), refused.sentence());
        var opened = assertInstanceOf(Opening.Opened.class, volumes.open(backup, true));
        try (Volume volume = opened.volume()) {
            assertTrue(opened.lossAccepted());
            assertTrue(volume.isBootstrapping());
            assertEquals(identity.node(), volume.identity().node());
            assertNotEquals(identity.incarnation(), volume.identity().incarnation());
            for (long number = 1; number <= WRITES; number++) {
                assertArrayEquals(
                        ("a:" + number).getBytes(StandardCharsets.UTF_8),
                        volume.objects().object(7, Volumes.keyOf("a", number)));
            }
            assertEquals(WRITES, new JournalStore(volume).highestSequence("a").join());
        }
        volumes.opened(backup).close();
    }

    @Test
    void noticesEveryFlippedBit() throws Exception {
        whole(Backup.copy(data, backup));
        List<Path> files = Folders.filesIn(backup);
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0) {
                byte[] flipped = bytes.clone();
                flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                String sentence = refusal(Backup.verify(backup));
                assertTrue(sentence.contains("is damaged"), "seed " + seed + ": " + sentence);
                Files.write(file, bytes);
            }
        }
        whole(Backup.verify(backup));
    }

    @Test
    void noticesWhatIsMissingAndWhatDoesNotBelongToIt() throws Exception {
        whole(Backup.copy(data, backup));
        Path formation = backup.resolve("formation");
        byte[] bytes = Files.readAllBytes(formation);
        Files.delete(formation);
        assertTrue(refusal(Backup.verify(backup)).contains("formation is missing"));
        Files.write(formation, bytes);
        Files.write(backup.resolve("db/000001.sst"), bytes);
        assertTrue(refusal(Backup.verify(backup)).contains("does not belong to it"));
        Files.delete(backup.resolve("db/000001.sst"));
        Files.delete(backup.resolve(Backup.MANIFEST));
        assertTrue(refusal(Backup.verify(backup)).contains("no manifest"));
    }

    @Test
    void refusesTheVolumeOfARunningNode() throws Exception {
        try (Volume _ = volumes.opened(data)) {
            String sentence = refusal(Backup.copy(data, backup));
            assertTrue(sentence.contains("stop the node"), sentence);
        }
        assertTrue(Files.notExists(backup));
    }

    @Test
    void refusesFoldersThatCannotBeMeant() throws Exception {
        assertTrue(refusal(Backup.copy(folder.resolve("nothing"), backup)).contains("is no volume"));
        assertTrue(refusal(Backup.copy(data, data.resolve("backup-of-it"))).contains("lie in each other"));
        Files.createDirectories(backup);
        Files.write(backup.resolve("something"), new byte[1]);
        assertTrue(refusal(Backup.copy(data, backup)).contains("is not empty"));
        Path other = folder.resolve("other");
        whole(Backup.copy(data, other));
        assertTrue(refusal(Backup.copy(other, folder.resolve("third"))).contains("is a backup itself"));
    }

    @Test
    void refusesToPassADamagedVolumeForABackup() throws Exception {
        Path table = Folders.filesIn(data.resolve("db")).stream()
                .filter(file -> file.toString().endsWith(".sst"))
                .findFirst()
                .orElseThrow();
        flip(table, 20);
        String sentence = refusal(Backup.copy(data, backup));
        assertTrue(sentence.contains("cannot be backed up"), sentence);
        assertTrue(Files.notExists(backup));
    }

    @Test
    void refusesAVolumeWithAHoleInItsLog() throws Exception {
        Path log = LogAudit.logsIn(data.resolve("db")).getLast();
        flip(log, 40);
        String sentence = refusal(Backup.copy(data, backup));
        assertTrue(sentence.contains("synced data is damaged or missing"), sentence);
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static Backup.Summary whole(Backup.Outcome outcome) {
        return assertInstanceOf(Backup.Outcome.Whole.class, outcome, outcome::toString)
                .summary();
    }

    private static String refusal(Backup.Outcome outcome) {
        return assertInstanceOf(Backup.Outcome.Refused.class, outcome).sentence();
    }

    private static SortedMap<String, Integer> contentOf(Path of) throws IOException {
        SortedMap<String, Integer> content = new TreeMap<>();
        for (Path file : Folders.filesIn(of)) {
            content.put(of.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
        }
        return content;
    }
}
