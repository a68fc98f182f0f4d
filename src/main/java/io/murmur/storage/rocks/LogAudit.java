package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesReader;
import io.murmur.storage.rocks.log.LogReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the write-ahead log before RocksDB does, to tell a torn tail from a hole.
///
/// RocksDB recovers up to the first damage and silently drops what lies behind it. That is right for a tail
/// that was never synced and wrong for anything else. Every write carries its chain number and the newest
/// number known to be synced when it was built; so a whole record *behind* damage is a witness of what must be
/// recovered. Damage to the very last synced record leaves no witness in the log; the identity file's chain
/// floor and the peers are what is left to notice it.
///
/// Memory: one block of 32 KiB, however long the log is.
public final class LogAudit {

    /// How a write ends: put of `chain` (16 bytes) into the default family.
    private static final byte[] CHAIN_PUT = {0x01, 0x05, 'c', 'h', 'a', 'i', 'n', 0x10};

    private static final int TAIL_BYTES = CHAIN_PUT.length + 2 * Long.BYTES;
    private static final long NONE = -1;

    private long last = NONE;
    private long synced = NONE;
    private boolean suspicious;

    private LogAudit() {}

    /// What the logs say.
    ///
    /// @param syncedChain the greatest number a whole record says was on the disk; -1 if there is none
    /// @param suspicious whether numbers are missing, or whole records lie behind damage: then what RocksDB
    ///     recovers may end before `syncedChain`. Logs that were flushed long ago and wait to be reused are
    ///     suspicious, too.
    public record Findings(long syncedChain, boolean suspicious) {}

    /// Synced writes that recovery would drop.
    ///
    /// @param recovered the last write that can be read
    /// @param syncedChain the last write the log says was on the disk
    public record Hole(long recovered, long syncedChain) {}

    /// The hole in the log of the database in `folder`; null if there is none. RocksDB is asked only where the log
    /// itself looks damaged, and without letting it change a file: recovery destroys the evidence.
    public static @Nullable Hole holeIn(Path folder, StorageSettings settings) throws IOException {
        Findings findings = of(folder);
        if (!findings.suspicious()) {
            return null;
        }
        try (Database preview = Database.openReadOnly(folder, settings)) {
            byte[] row = preview.get(Family.META, Keys.chain());
            long recovered = row == null ? 0 : new BytesReader(row).i64();
            return recovered < findings.syncedChain() ? new Hole(recovered, findings.syncedChain()) : null;
        }
    }

    /// Makes sure that RocksDB's list of files, a log too, has no damage but a torn tail. RocksDB itself reads some
    /// of it for ever: a record whose type became that of a recycled log.
    ///
    /// @throws StorageFailure when the list is damaged
    static void requireWholeManifest(Path folder) throws IOException {
        Path current = folder.resolve("CURRENT");
        if (!Files.exists(current)) {
            return;
        }
        // Not text of any charset once it is damaged.
        String name = Files.readString(current, StandardCharsets.ISO_8859_1).strip();
        if (!name.matches("MANIFEST-\\d+") || !Files.exists(folder.resolve(name)) || isDamaged(folder.resolve(name))) {
            throw new StorageFailure("its list of files, the manifest, is damaged");
        }
    }

    private static boolean isDamaged(Path manifest) throws IOException {
        try (FileChannel channel = FileChannel.open(manifest, StandardOpenOption.READ)) {
            LogReader reader = new LogReader(channel, 0, 0);
            boolean damaged = false;
            while (reader.next()) {
                damaged |= reader.sawDamage();
            }
            return damaged || reader.sawOddType();
        }
    }

    /// Reads all logs of the database in `folder`, and changes nothing.
    public static Findings of(Path folder) throws IOException {
        LogAudit audit = new LogAudit();
        for (Path file : logsIn(folder)) {
            audit.read(file);
        }
        return new Findings(audit.synced, audit.suspicious);
    }

    public static List<Path> logsIn(Path folder) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(".log")).forEach(logs::add);
        }
        logs.sort((left, right) -> Long.compare(numberOf(left), numberOf(right)));
        return logs;
    }

    private static long numberOf(Path log) {
        String name = log.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".log".length()));
    }

    private void read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            LogReader reader = new LogReader(channel, (int) numberOf(file), TAIL_BYTES);
            while (reader.next()) {
                suspicious |= reader.sawDamage();
                byte[] tail = reader.tail();
                if (endsWithChain(tail)) {
                    BytesReader in = new BytesReader(tail, CHAIN_PUT.length, 2 * Long.BYTES);
                    witness(in.i64(), in.i64());
                }
            }
        }
    }

    private void witness(long chain, long syncedChain) {
        suspicious |= last != NONE && chain > last + 1;
        last = Math.max(last, chain);
        synced = Math.max(synced, syncedChain);
    }

    private static boolean endsWithChain(byte[] tail) {
        return tail.length == TAIL_BYTES && Arrays.equals(tail, 0, CHAIN_PUT.length, CHAIN_PUT, 0, CHAIN_PUT.length);
    }
}
