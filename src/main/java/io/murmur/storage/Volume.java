package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.storage.rocks.Committer;
import io.murmur.storage.rocks.CommitterRules;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.StorageCounters;
import io.murmur.storage.rocks.StorageFailure;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.storage.rocks.WriteRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One node's opened volume. Thread-safe; close it once, last.
public final class Volume implements AutoCloseable {

    static final long FORMAT = 1;
    static final String IDENTITY = "identity";
    static final String DATABASE = "db";
    static final String LOCK = "lock";
    static final String PUT_BACK = "put-back";

    /// Threads that replay journals and load snapshots.
    private static final int READERS = 2;

    private final Path folder;
    private final FileChannel lock;
    private final DurableFile identityFile;
    private final Database database;
    private final Committer committer;
    private final DiskSpace space;
    private final StorageCounters counters;
    private final ObjectTable objects;
    private final ThreadPoolExecutor readers;
    private final long openedChain;
    private Identity identity;
    private volatile boolean bootstrapping;

    Volume(VolumeParts parts, StorageSettings settings, Consumer<StorageFailure> fatal) throws IOException {
        this.folder = parts.folder();
        this.lock = parts.lock();
        this.identityFile = parts.identityFile();
        this.identity = parts.identity();
        this.bootstrapping = parts.bootstrapping();
        this.openedChain = parts.chain();
        this.database = parts.database();
        this.counters = new StorageCounters();
        this.space = new DiskSpace(folder, settings.reserveBytes());
        CommitterRules rules = new CommitterRules(settings.queueMax(), space::hasRoomFor, Safeguards.ALL, fatal);
        this.committer = new Committer(database, parts.chain(), counters, rules);
        this.readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(settings.queueMax()),
                Thread.ofPlatform()
                        .name("murmur-storage-reader-", 0)
                        .daemon(true)
                        .factory());
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

    /// Whether data may be missing here since the operator accepted a loss, at this start or an earlier one:
    /// such a node applies what it is sent, but neither answers nor acknowledges (`src/docs/decisions.md`,
    /// 5).
    public boolean isBootstrapping() {
        return bootstrapping;
    }

    /// Nothing is missing any more, which is durable when this returns.
    public void finishBootstrapping() throws IOException {
        Files.deleteIfExists(folder.resolve(VolumeOpener.BOOTSTRAPPING));
        DurableFile.syncFolder(folder);
        bootstrapping = false;
    }

    public Path folder() {
        return folder;
    }

    /// The number of the last write when this volume was opened.
    public long openedChain() {
        return openedChain;
    }

    /// The number of the last write that is surely on the disk.
    public long syncedChain() {
        return committer.syncedChain();
    }

    /// Notes that other nodes know a later state of this volume: it is refused from the next start on, until
    /// the operator accepts the loss. Blocks for two syncs.
    ///
    /// @param sentence who knows what
    public void markPutBack(String sentence) throws IOException {
        file(PUT_BACK).write(sentence.getBytes(StandardCharsets.UTF_8));
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

    /// Makes the newest synced write one that this volume must never lack again: a database that ends before it
    /// is refused as put back to an older state. Blocks for two syncs.
    ///
    /// To be called after the record of an extended counter lease is durable and before a counter above the old
    /// ceiling is used: then no database that does not know the lease can mint those counters again.
    public synchronized void raiseChainFloor() throws IOException {
        Identity raised = identity.withFloor(committer.syncedChain());
        if (!raised.equals(identity)) {
            identityFile.write(raised.encode());
            identity = raised;
        }
    }

    CompletableFuture<Void> submit(WriteRequest request) {
        return committer.submit(request);
    }

    /// Reads the database when all writes queued so far are done, on a thread that may block.
    CompletableFuture<Void> afterQueued(Read read) {
        return committer
                .submit(WriteRequest.barrier())
                .thenRunAsync(
                        () -> {
                            try {
                                read.run();
                            } catch (StorageFailure failed) {
                                throw new CompletionException(failed);
                            }
                        },
                        readers);
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

    /// The locked file that says a process uses the volume; null if another one does.
    static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            held = false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? channel : null;
    }

    /// Writes what waits, syncs it, marks the stop as clean, and lets go of the folder.
    @Override
    public synchronized void close() throws IOException {
        if (!lock.isOpen()) {
            return;
        }
        try {
            space.close();
            committer.close();
            readers.shutdown();
            boolean synced = syncAll();
            database.close();
            if (synced) {
                identity = identity.stoppedAt(committer.chain());
                identityFile.write(identity.encode());
            }
        } finally {
            lock.close();
        }
    }

    /// Whether all that was written is on the disk now.
    private boolean syncAll() throws StorageFailure {
        if (committer.hasFailed()) {
            return false;
        }
        if (committer.syncedChain() < committer.chain()) {
            database.syncLog();
        }
        return true;
    }
}
