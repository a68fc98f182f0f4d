package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a node does when its disk fails: it answers nothing that did not become durable, writes nothing more, and
/// the next start finds everything that was acknowledged (G1).
@Execution(ExecutionMode.CONCURRENT)
class DiskFaultTest {

    private static final int EIO = 5;
    private static final int ENOSPC = 28;

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void choose() {
        data = folder.resolve("data");
    }

    @Test
    void stopsForGoodWhenTheSyncOfTheLogFails() throws Exception {
        DiskFaults faults = new DiskFaults(folder);
        try (VolumeProcess process = new VolumeProcess(data, faults.environment())) {
            assertEquals("open", process.greeting());
            assertEquals("20", process.tell("write 20 0"));
            faults.set("path=.log sync_fail=" + EIO);
            assertNoneAcknowledged(process.tell("write 30 0"));
            assertEquals("1", process.tell("fatal"));
            SortedMap<String, Integer> files = databaseFiles();
            faults.clear();
            assertNoneAcknowledged(process.tell("write 10 0"));
            assertEquals("1", process.tell("fatal"), "told once");
            assertEquals("a:20", process.tell("read 20"), "reads go on until the node stops");
            assertEquals(files, databaseFiles(), "nothing is written after a failed sync");
            assertEquals("closed", process.tell("close"));
            assertEquals(files, databaseFiles(), "nor when it closes");
        }
        assertNextStartHoldsAtLeast(20, 50);
    }

    @Test
    void stopsWhenATableCannotBeSynced() throws Exception {
        writeUntilItFails("path=.sst sync_fail=" + EIO);
    }

    @Test
    void stopsWhenTheDiskFillsUpInsideATable() throws Exception {
        writeUntilItFails("path=.sst write_fail=" + ENOSPC);
    }

    /// Tables are written in the background, some time after the log: whichever write it is that fails first,
    /// everything before it is there after the next start.
    private void writeUntilItFails(String words) throws Exception {
        DiskFaults faults = new DiskFaults(folder);
        long acknowledged = 0;
        try (VolumeProcess process = new VolumeProcess(data, faults.environment())) {
            faults.set(words);
            String answer = "";
            for (int round = 0; round < 400 && !answer.contains(" "); round++) {
                answer = process.tell("write 20 4096");
                acknowledged += Long.parseLong(answer.split(" ", 2)[0]);
            }
            assertTrue(answer.contains(" "), "no write failed");
            assertEquals("1", process.tell("fatal"));
            faults.clear();
            assertNoneAcknowledged(process.tell("write 10 0"));
        }
        assertNextStartHoldsAtLeast(acknowledged, Long.MAX_VALUE);
    }

    @Test
    void stopsWhenTheDiskFillsUpInsideTheLog() throws Exception {
        DiskFaults faults = new DiskFaults(folder);
        try (VolumeProcess process = new VolumeProcess(data, faults.environment())) {
            assertEquals("20", process.tell("write 20 0"));
            faults.set("path=.log write_fail=" + ENOSPC);
            assertNoneAcknowledged(process.tell("write 30 5000"));
            assertEquals("1", process.tell("fatal"));
            faults.clear();
            assertNoneAcknowledged(process.tell("write 10 0"));
        }
        assertNextStartHoldsAtLeast(20, 50);
    }

    @Test
    void survivesShortWrites() throws Exception {
        DiskFaults faults = new DiskFaults(folder);
        faults.set("path=" + data + " write_short=1");
        try (VolumeProcess process = new VolumeProcess(data, faults.environment())) {
            assertEquals("open", process.greeting());
            for (int round = 0; round < 40; round++) {
                assertEquals("50", process.tell("write 50 5000"));
            }
            assertEquals("0", process.tell("fatal"));
        }
        assertNextStartHoldsAtLeast(2000, 2000);
    }

    @Test
    void refusesAVolumeThatAnotherProcessUses() throws Exception {
        try (VolumeProcess process = new VolumeProcess(data, Map.of());
                VolumeProcess second = new VolumeProcess(data, Map.of())) {
            assertEquals("open", process.greeting());
            assertTrue(second.greeting().startsWith("LOCKED: another process uses the volume"), second.greeting());
            Opening.Refused refused = volumes.refused(data);
            assertEquals(Opening.Reason.LOCKED, refused.reason());
            assertTrue(refused.sentence().contains(data.toString()), refused.sentence());
            assertEquals("10", process.tell("write 10 0"));
        }
        assertNextStartHoldsAtLeast(10, 10);
    }

    private static void assertNoneAcknowledged(String answer) {
        assertTrue(answer.startsWith("0 "), answer);
    }

    /// The files that hold data, each with a checksum of its bytes.
    private SortedMap<String, Integer> databaseFiles() throws IOException {
        SortedMap<String, Integer> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(data.resolve("db"))) {
            for (Path file : found.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("LOG")) {
                    files.put(name, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    /// After a stop that was not clean: everything acknowledged, and a prefix of the rest.
    private void assertNextStartHoldsAtLeast(long acknowledged, long written) throws Exception {
        var opened = assertInstanceOf(Opening.Opened.class, volumes.open(data, false));
        try (Volume volume = opened.volume()) {
            assertTrue(!opened.clean());
            long highest = new JournalStore(volume).highestSequence("a").join();
            assertTrue(highest >= acknowledged && highest <= written, acknowledged + " acknowledged, held " + highest);
            for (long number = 1; number <= highest; number++) {
                assertNotNull(rowOf(volume, number), "write " + number);
            }
            assertNull(rowOf(volume, highest + 1));
            Volumes.append(volume, "a", highest + 1).join();
        }
        assertEquals(0, volumes.failures().size());
    }

    private static byte @Nullable [] rowOf(Volume volume, long number) throws IOException {
        return volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number));
    }
}
