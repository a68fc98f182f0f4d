package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.Volumes;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system that is full: reads go on, writes are refused whole, and all is well again when there is room,
/// without a restart. The file system is a small one in memory, which only root can mount.
class FullDiskTest {

    private static final long MIB = 1L << 20;
    private static final long RESERVE = 24 * MIB;

    private final List<StorageFailure> failures = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=160m", "murmur-test", disk.toString()),
                "a full disk needs root, who may mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        isDone("umount", disk.toString());
    }

    private static boolean isDone(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void refusesWritesReadsOnAndRecoversByItself() throws Exception {
        StorageSettings settings = new StorageSettings(16 * MIB, 8 * MIB, 24 * MIB, RESERVE, 1024);
        Opening opening = Volume.open(disk.resolve("data"), settings, false, new SplittableRandom(1), failures::add);
        try (Volume volume = assertInstanceOf(Opening.Opened.class, opening).volume()) {
            for (long number = 1; number <= 100; number++) {
                Volumes.append(volume, "a", number).join();
            }
            assertTrue(volume.hasRoom());
            fillUpTo(RESERVE / 8);
            long commits = volume.counters().commits();
            awaitRoom(volume, false);
            for (int i = 0; i < 20; i++) {
                assertRefused(Volumes.append(volume, "a", 101));
            }
            assertEquals(commits, volume.counters().commits(), "nothing of a refused write is made");
            assertHolds(volume, 100);
            assertEquals(100, new JournalStore(volume).highestSequence("a").join());
            Files.delete(disk.resolve("filler"));
            awaitRoom(volume, true);
            Volumes.append(volume, "a", 101).join();
            assertHolds(volume, 101);
        }
        assertEquals(List.of(), failures, "the node need not stop");
    }

    /// Takes all space of the file system but `left`.
    private void fillUpTo(long left) throws IOException {
        byte[] block = new byte[(int) MIB];
        try (RandomAccessFile filler =
                new RandomAccessFile(disk.resolve("filler").toFile(), "rw")) {
            while (Files.getFileStore(disk).getUsableSpace() > left + MIB) {
                filler.write(block);
            }
        }
    }

    /// The volume looks twice a second.
    private static void awaitRoom(Volume volume, boolean room) {
        long patience = System.nanoTime() + 60_000_000_000L;
        while (volume.hasRoom() != room) {
            assertTrue(System.nanoTime() < patience, "has room: " + volume.hasRoom());
            Thread.onSpinWait();
        }
    }

    private static void assertRefused(CompletableFuture<Void> write) {
        var failed = assertThrows(CompletionException.class, write::join);
        String sentence = failed.toString();
        assertTrue(sentence.contains("the disk is full: nothing of this write was made"), sentence);
    }

    private static void assertHolds(Volume volume, long last) throws IOException {
        for (long number = 1; number <= last; number++) {
            assertArrayEquals(
                    ("a:" + number).getBytes(StandardCharsets.UTF_8),
                    volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number)));
        }
        assertFalse(volume.identity().isClean());
    }
}
