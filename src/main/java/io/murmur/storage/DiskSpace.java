package io.murmur.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Whether there is room for writes. Looked at twice a second, so that a full disk refuses writes before a dot is
/// minted instead of failing the log; opens again by itself when there is room.
final class DiskSpace implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    private final FileStore store;
    private final long reserveBytes;
    private final ScheduledExecutorService watcher;
    private volatile boolean roomLeft;

    DiskSpace(Path folder, long reserveBytes) throws IOException {
        this.store = Files.getFileStore(folder);
        this.reserveBytes = reserveBytes;
        this.watcher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("murmur-disk-space").daemon(true).factory());
        look();
        var _ = watcher.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            roomLeft = store.getUsableSpace() > reserveBytes;
        } catch (IOException unreadable) {
            roomLeft = false;
        }
    }

    boolean hasRoom() {
        return roomLeft;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
