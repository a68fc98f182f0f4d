package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import io.murmur.storage.rocks.Committer;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.StorageCounters;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.storage.rocks.WriteRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One node's opened volume. Thread-safe; close it once, last.
public final class Volume implements AutoCloseable {

    static final long FORMAT = 1;

    private final Path folder;
    private final FileChannel lock;
    private final DurableFile identityFile;
    private final Database database;
    private final Committer committer;
    private final DiskSpace space;
    private final StorageCounters counters;
    private final ObjectTable objects;
    private Identity identity;

    Volume(VolumeParts parts, StorageSettings settings, Consumer<StorageFailure> fatal) throws IOException {
        this.folder = parts.folder();
        this.lock = parts.lock();
        this.identityFile = parts.identityFile();
        this.identity = parts.identity();
        this.database = parts.database();
        this.counters = new StorageCounters();
        this.committer = new Committer(database, parts.chain(), settings.queueMax(), counters, fatal);
        this.space = new DiskSpace(folder, settings.reserveBytes());
        this.objects = new ObjectTable(database);
        committer.start();
    }

    /// Opens the volume in `folder`, creating it if it is blank.
    ///
    /// @param acceptLoss open it even if data was lost, under a new incarnation
    /// @param random mints node id and incarnation; must be unpredictable in production
    /// @param fatal told when a write failed: the node must stop at once
    public static Opening open(
            Path folder,
            StorageSettings settings,
            boolean acceptLoss,
            RandomGenerator random,
            Consumer<StorageFailure> fatal)
            throws IOException {
        return new VolumeOpener(folder, settings, random, fatal).open(acceptLoss);
    }

    public synchronized Identity identity() {
        return identity;
    }

    public Path folder() {
        return folder;
    }

    /// A small durable file of this volume.
    public DurableFile file(String name) {
        return new DurableFile(folder.resolve(name));
    }

    public ObjectTable objects() {
        return objects;
    }

    public StorageCounters counters() {
        return counters;
    }

    /// Whether writes should be accepted; false means the disk is nearly full.
    public boolean hasRoom() {
        return space.hasRoom();
    }

    /// Makes the database's present chain number the least one this volume may ever show again. Blocks for two syncs:
    /// called when a counter lease is extended, which is rare.
    public synchronized void raiseChainFloor() throws IOException {
        identity = identity.withFloor(committer.chain());
        identityFile.write(identity.encode());
    }

    CompletableFuture<Void> submit(WriteRequest request) {
        return committer.submit(request);
    }

    /// Reads the database when all writes queued so far are done, on a thread that may block.
    CompletableFuture<Void> afterQueued(Read read) {
        return committer.submit(WriteRequest.barrier()).thenRunAsync(() -> {
            try {
                read.run();
            } catch (StorageFailure failed) {
                throw new CompletionException(failed);
            }
        });
    }

    /// A look at the database.
    @FunctionalInterface
    interface Read {
        void run() throws StorageFailure;
    }

    Database database() {
        return database;
    }

    static NodeId mintNodeId(RandomGenerator random) {
        return new NodeId(random.nextLong());
    }

    static byte[] formatRow() {
        return new BytesWriter(8).i64(FORMAT).toByteArray();
    }

    static long number(byte[] row) {
        return new BytesReader(row).i64();
    }

    static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Writes what waits, marks the stop as clean, and lets go of the folder.
    @Override
    public synchronized void close() throws IOException {
        space.close();
        committer.close();
        database.close();
        if (!committer.hasFailed()) {
            identity = identity.stoppedAt(committer.chain());
            identityFile.write(identity.encode());
        }
        lock.close();
    }
}
