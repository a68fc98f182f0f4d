package io.murmur.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether there is room for writes, in two steps.
///
/// Below the reserve new operations are refused, before a dot is minted; looked at twice a second, and open
/// again by itself when there is room. Below a quarter of the reserve the committer refuses too, looked at
/// before each write: should somebody else fill the disk in a moment, a write is refused whole instead of
/// failing the log half-way. What is left is for flushes and compactions under way.
final class DiskSpace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long PERIOD_MILLIS = 500;
    private static final long MIB = 1 << 20;

    private final Path folder;
    private final FileStore store;
    private final long reserveBytes;
    private final ScheduledExecutorService watcher;
    private volatile boolean roomLeft = true;

    DiskSpace(Path folder, long reserveBytes) throws IOException {
        this.folder = folder;
        this.store = Files.getFileStore(folder);
        this.reserveBytes = reserveBytes;
        this.watcher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("murmur-disk-space").daemon(true).factory());
        look();
        var _ = watcher.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long usable = usableBytes();
        boolean room = usable > reserveBytes;
        if (!room && roomLeft) {
            LOG.warn(
                    "The disk of {} has {} left, no more than murmur.storage.reserve ({} MiB): writes are refused"
                            + " until there is more, reads go on",
                    folder,
                    usable < 0 ? "nobody knows how much" : usable / MIB + " MiB",
                    reserveBytes / MIB);
        } else if (room && !roomLeft) {
            LOG.info("The disk of {} has room again ({} MiB): writes are taken", folder, usable / MIB);
        }
        roomLeft = room;
    }

    private long usableBytes() {
        try {
            return store.getUsableSpace();
        } catch (IOException unreadable) {
            return -1;
        }
    }

    boolean hasRoom() {
        return roomLeft;
    }

    /// Whether `bytes` can be written without touching the last quarter of the reserve.
    boolean hasRoomFor(long bytes) {
        return usableBytes() - bytes > reserveBytes / 4;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
