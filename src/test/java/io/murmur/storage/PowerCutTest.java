package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.rocks.LogAudit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of real RocksDB files when the power fails (G1): everything acknowledged before the cut, and a
/// prefix of what was not. And what is noticed when the log is damaged in the middle.
///
/// Method: at each acknowledgement the length of the log is noted. A cut keeps that much, and keeps, tears or garbles
/// any part of what was written behind it. That so much is synced by then is shown by
/// [io.murmur.storage.faults.RecordedPowerCutTest].
class PowerCutTest {

    private static final int WRITES = 120;

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private record Acknowledged(long number, long logBytes) {}

    @Test
    void keepsEveryAcknowledgedWriteAndAPrefixOfTheRest() throws Exception {
        Path data = folder.resolve("data");
        List<Acknowledged> acknowledged = writeAndCopy(data, folder.resolve("copy"));
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Path cut = folder.resolve("cut" + seed);
            Volumes.copy(folder.resolve("copy"), cut);
            Acknowledged last = acknowledged.get(random.nextInt(acknowledged.size()));
            cutBehind(last.logBytes(), onlyLog(cut), random);
            var opening = assertInstanceOf(Opening.Opened.class, volumes.open(cut, false), "seed " + seed);
            try (Volume volume = opening.volume()) {
                assertHoldsPrefix(volume, last.number(), "seed " + seed);
            }
        }
    }

    @Test
    void noticesAHoleBeforeSyncedData() throws Exception {
        Path copy = folder.resolve("copy");
        List<Acknowledged> acknowledged = writeAndCopy(folder.resolve("data"), copy);
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Path damaged = folder.resolve("damaged" + seed);
            Volumes.copy(copy, damaged);
            // Two whole writes behind the damage are witnesses enough.
            long end = acknowledged.get(acknowledged.size() - 3).logBytes();
            flip(onlyLog(damaged), random.nextLong(end), random);
            Opening.Refused refused = volumes.refused(damaged);
            assertEquals(Opening.Reason.HOLE_IN_LOG, refused.reason(), "seed " + seed + ": " + refused.sentence());
        }
    }

    @Test
    void findsNoHoleInAWholeLog() throws Exception {
        Path copy = folder.resolve("copy");
        writeAndCopy(folder.resolve("data"), copy);
        assertFalse(LogAudit.of(copy.resolve("db")).suspicious());
    }

    private List<Acknowledged> writeAndCopy(Path data, Path copy) throws IOException {
        List<Acknowledged> acknowledged = new ArrayList<>();
        try (Volume volume = volumes.opened(data)) {
            for (int number = 1; number <= WRITES; number++) {
                Volumes.append(volume, "a", number).join();
                acknowledged.add(new Acknowledged(number, Files.size(onlyLog(data))));
            }
            Volumes.copy(data, copy);
        }
        return acknowledged;
    }

    private static Path onlyLog(Path data) throws IOException {
        List<Path> logs = LogAudit.logsIn(data.resolve("db"));
        return logs.getLast();
    }

    private static void cutBehind(long synced, Path log, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            long left = channel.size() - synced;
            long kept = left == 0 ? 0 : random.nextLong(left + 1);
            switch (random.nextInt(3)) {
                case 0 -> channel.truncate(synced + kept);
                case 1 -> fill(channel, synced + kept, left - kept, new byte[512]);
                default -> {
                    byte[] garbage = new byte[512];
                    random.nextBytes(garbage);
                    fill(channel, synced + kept, left - kept, garbage);
                }
            }
        }
    }

    private static void fill(FileChannel channel, long from, long length, byte[] pattern) throws IOException {
        for (long at = 0; at < length; at += pattern.length) {
            int size = (int) Math.min(pattern.length, length - at);
            channel.write(ByteBuffer.wrap(pattern, 0, size), from + at);
        }
    }

    private static void flip(Path log, long at, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ (1 << random.nextInt(8)))}), at);
        }
    }

    private static void assertHoldsPrefix(Volume volume, long acknowledged, String seed) throws IOException {
        long number = 1;
        while (number <= WRITES && volume.objects().object(7, Volumes.keyOf("a", number)) != null) {
            number++;
        }
        assertTrue(number > acknowledged, seed + ": acknowledged " + acknowledged + ", held " + (number - 1));
        for (long behind = number; behind <= WRITES; behind++) {
            assertNull(volume.objects().object(7, Volumes.keyOf("a", behind)), seed + ": a gap before " + behind);
        }
        long held = new JournalStore(volume).highestSequence("a").join();
        assertEquals(number - 1, held, seed + ": journal and table end at the same write");
        assertNotNull(volume.identity());
    }
}
