package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opening a volume: who it is, what it holds, and when it must not be used (G9).
class VolumeTest {

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    @Test
    void keepsIdentityAndDataAcrossACleanStop() throws Exception {
        Identity first;
        try (Volume volume = volumes.opened(folder)) {
            first = volume.identity();
            assertFalse(first.isClean());
            Volumes.append(volume, "a", 1).join();
        }
        var again = assertInstanceOf(Opening.Opened.class, volumes.open(folder, false));
        try (Volume volume = again.volume()) {
            assertTrue(again.clean());
            assertFalse(again.fresh());
            assertEquals(first.actor(), volume.identity().actor());
            assertArrayEquals(
                    "a:1".getBytes(StandardCharsets.UTF_8), volume.objects().object(7, Volumes.keyOf("a", 1)));
            assertNull(volume.objects().object(7, Volumes.keyOf("a", 2)));
        }
    }

    @Test
    void pagesThroughAPartitionInHashOrder() throws Exception {
        try (Volume volume = volumes.opened(folder)) {
            for (int number = 1; number <= 50; number++) {
                Volumes.append(volume, "a", number).join();
            }
            int seen = 0;
            long from = 0;
            ObjectTable.Page page;
            do {
                page = volume.objects().page(7, from, 8, _ -> true);
                seen += page.keys().size();
                from = page.nextHash();
            } while (!page.last());
            assertEquals(50, seen);
            assertTrue(volume.objects().page(8, 0, 8, _ -> true).keys().isEmpty());
        }
    }

    @Test
    void refusesASecondUser() throws Exception {
        try (Volume _ = volumes.opened(folder)) {
            assertEquals(Opening.Reason.LOCKED, volumes.refused(folder).reason());
        }
    }

    @Test
    void refusesADatabaseOlderThanTheIdentitySays() throws Exception {
        Path backup = folder.resolve("backup");
        Path data = folder.resolve("data");
        try (Volume volume = volumes.opened(data)) {
            Volumes.append(volume, "a", 1).join();
        }
        Volumes.copy(data.resolve("db"), backup);
        try (Volume volume = volumes.opened(data)) {
            Volumes.append(volume, "a", 2).join();
            volume.raiseChainFloor();
        }
        delete(data.resolve("db"));
        Volumes.copy(backup, data.resolve("db"));
        assertEquals(Opening.Reason.ROLLED_BACK, volumes.refused(data).reason());
    }

    @Test
    void goesOnUnderANewIncarnationWhenLossIsAccepted() throws Exception {
        Path data = folder.resolve("data");
        Identity before;
        try (Volume volume = volumes.opened(data)) {
            before = volume.identity();
        }
        delete(data.resolve("db"));
        assertEquals(Opening.Reason.ROLLED_BACK, volumes.refused(data).reason());
        var opened = assertInstanceOf(Opening.Opened.class, volumes.open(data, true));
        try (Volume volume = opened.volume()) {
            assertEquals(before.node(), volume.identity().node());
            assertNotEquals(before.incarnation(), volume.identity().incarnation());
        }
    }

    @Test
    void refusesADatabaseWithoutIdentityAndADamagedIdentity() throws Exception {
        volumes.opened(folder).close();
        Path identity = folder.resolve("identity");
        byte[] bytes = Files.readAllBytes(identity);
        bytes[20] ^= 1;
        Files.write(identity, bytes);
        assertEquals(Opening.Reason.IDENTITY_LOST, volumes.refused(folder).reason());
        Files.delete(identity);
        assertEquals(Opening.Reason.IDENTITY_LOST, volumes.refused(folder).reason());
    }

    @Test
    void refusesAnIdentityOfAnotherVersion() throws Exception {
        volumes.opened(folder).close();
        DurableFile file = new DurableFile(folder.resolve("identity"));
        byte[] identity = Objects.requireNonNull(file.read());
        identity[9] = 99;
        file.write(identity);
        Opening.Refused refused = volumes.refused(folder);
        assertEquals(Opening.Reason.UNKNOWN_FORMAT, refused.reason());
        assertTrue(refused.sentence().contains("format 99"), refused.sentence());
    }

    @Test
    void refusesWritesWhenTheDiskIsNearlyFull() throws IOException {
        try (DiskSpace plenty = new DiskSpace(folder, 0);
                DiskSpace full = new DiskSpace(folder, Long.MAX_VALUE)) {
            assertTrue(plenty.hasRoom());
            assertFalse(full.hasRoom());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
