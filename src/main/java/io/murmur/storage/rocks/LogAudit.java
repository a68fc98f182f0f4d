package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the write-ahead log before RocksDB does, to tell a torn tail from a hole.
///
/// RocksDB recovers up to the first damage and silently drops what lies behind it. That is right for a tail that was
/// never synced and wrong for anything else. Every write carries its chain number and the newest number known to be
/// synced when it was built; so a whole record *behind* a gap that claims a number inside the gap proves that synced
/// data was lost. Damage to the very last synced record leaves no witness in the log; the identity file's chain floor
/// and the peers are what is left to notice it.
///
/// Source: RocksDB `db/log_format.h`, `db/log_reader.cc`; wiki "Write Ahead Log File Format".
public final class LogAudit {

    /// How a write ends: put of `chain` (16 bytes) into the default family.
    private static final byte[] CHAIN_PUT = {0x01, 0x05, 'c', 'h', 'a', 'i', 'n', 0x10};

    private static final int CHAIN_BYTES = 16;
    private static final long UNKNOWN = -1;

    private long last = UNKNOWN;
    private boolean gap;
    private @Nullable String hole;

    private LogAudit() {}

    /// A sentence about the hole in the logs of the database in `folder`; null if there is none.
    public static @Nullable String holeIn(Path folder) throws IOException {
        LogAudit audit = new LogAudit();
        for (Path file : logsIn(folder)) {
            audit.read(file);
        }
        return audit.hole;
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
        LogReader reader = new LogReader(Files.readAllBytes(file), (int) numberOf(file));
        for (byte[] record = reader.next(); record != null; record = reader.next()) {
            gap |= reader.sawDamage();
            if (endsWithChain(record)) {
                BytesReader in = new BytesReader(record, record.length - CHAIN_BYTES, CHAIN_BYTES);
                witness(in.i64(), in.i64(), file);
            }
        }
        gap |= reader.sawDamage();
    }

    private void witness(long chain, long syncedChain, Path file) {
        if (last != UNKNOWN && chain <= last) {
            return;
        }
        gap |= last != UNKNOWN && chain != last + 1;
        if (gap && syncedChain > last && hole == null) {
            hole = "the log " + file.getFileName() + " says that write " + syncedChain
                    + " was on the disk, but the log can be read only up to write "
                    + (last == UNKNOWN ? "(none)" : last) + ": synced data is damaged or missing";
        }
        if (!gap) {
            last = chain;
        }
    }

    private static boolean endsWithChain(byte[] record) {
        int start = record.length - CHAIN_BYTES - CHAIN_PUT.length;
        return start >= 0 && Arrays.equals(record, start, start + CHAIN_PUT.length, CHAIN_PUT, 0, CHAIN_PUT.length);
    }
}
