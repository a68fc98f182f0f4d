package io.murmur.storage.rocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// The RocksDB of one volume: options, families, and the few calls the room needs. Thread-safe; closing waits
/// for the reads under way, and later ones fail.
///
/// The log is recovered to the last point that is whole ("point in time"), because a torn tail after a power
/// cut is normal; that nothing synced was behind that point is checked before ([LogAudit]). Log files are
/// recycled: syncing a file whose blocks exist costs half as much as syncing one that grows.
///
/// Made for a small cache: indexes and filters are cut into blocks that come and go one by one (an index in one
/// piece takes half a MiB for a large table, and was read anew for each row when a part of the cache had less),
/// and
/// the cache has few parts.
public final class Database implements BatchWriter, AutoCloseable {

    private static final int FILTER_BITS = 10;
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final int METADATA_BLOCK_BYTES = 4 * 1024;
    private static final long MEMTABLE_BYTES = 16L << 20;
    /// As much as is merged into it at a time; with much more, small volumes are rewritten whole each time.
    private static final long LEVEL_BASE_BYTES = 4 * MEMTABLE_BYTES;
    private static final int RECYCLED_LOGS = 4;
    /// Four parts; by default each would have less than a MiB.
    private static final int CACHE_SHARD_BITS = 2;

    static {
        NativeLibrary.load();
    }

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final RocksDB rocks;
    private final WriteOptions synced = own(new WriteOptions().setSync(true));
    private final WriteOptions unsynced = own(new WriteOptions().setSync(false));
    private final ReadOptions checked = own(new ReadOptions().setVerifyChecksums(true));
    private final ReadOptions passing =
            own(new ReadOptions().setVerifyChecksums(true).setFillCache(false));
    /// Shared by those who use the native database, exclusive for the one who frees it.
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Database(Path folder, StorageSettings settings, boolean readOnly) throws RocksDBException {
        Cache cache = own(new LRUCache(settings.cacheBytes(), CACHE_SHARD_BITS));
        WriteBufferManager memtables = own(new WriteBufferManager(settings.memtableBytes(), cache));
        DBOptions options = own(verifyingLogs()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(RECYCLED_LOGS)
                .setMaxTotalWalSize(settings.logBytesMax())
                .setWriteBufferManager(memtables)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(512)
                .setKeepLogFileNum(4)
                .setMaxLogFileSize(1L << 20));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(family.nameBytes(), familyOptions(family, cache)));
        }
        try {
            this.rocks = readOnly
                    ? RocksDB.openReadOnly(options, folder.toString(), descriptors, families)
                    : RocksDB.open(options, folder.toString(), descriptors, families);
        } catch (RocksDBException failed) {
            freeOptions();
            throw failed;
        }
    }

    /// RocksDB notes in its manifest which logs there must be, and how long; else a log that is missing between
    /// others would not be missed. The option has no setter in Java.
    private static DBOptions verifyingLogs() {
        Properties properties = new Properties();
        properties.setProperty("track_and_verify_wals_in_manifest", "true");
        return Objects.requireNonNull(DBOptions.getDBOptionsFromProps(properties), "RocksDB knows the option");
    }

    private ColumnFamilyOptions familyOptions(Family family, Cache cache) {
        boolean points = family == Family.OBJECTS || family == Family.DOTS || family == Family.META;
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setMetadataBlockSize(METADATA_BLOCK_BYTES)
                .setPinTopLevelIndexAndFilter(true)
                .setFormatVersion(6);
        if (points) {
            table.setFilterPolicy(own(new BloomFilter(FILTER_BITS))).setPartitionFilters(true);
        }
        return own(new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxBytesForLevelBase(LEVEL_BASE_BYTES)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION));
    }

    private <T extends AutoCloseable> T own(T closeable) {
        owned.add(closeable);
        return closeable;
    }

    /// Opens or creates the database in `folder`.
    public static Database open(Path folder, StorageSettings settings) throws StorageFailure {
        return open(folder, settings, false);
    }

    /// Opens the database as recovery would leave it, without changing any file.
    public static Database openReadOnly(Path folder, StorageSettings settings) throws StorageFailure {
        return open(folder, settings, true);
    }

    private static Database open(Path folder, StorageSettings settings, boolean readOnly) throws StorageFailure {
        try {
            LogAudit.requireWholeManifest(folder);
            return new Database(folder, settings, readOnly);
        } catch (IOException | RocksDBException cause) {
            throw new StorageFailure("the database in " + folder + " cannot be opened", cause);
        }
    }

    public byte @Nullable [] get(Family family, byte[] key) throws StorageFailure {
        return get(family, key, Reading.OFTEN);
    }

    /// What becomes of the blocks that are read.
    public enum Reading {
        /// They are kept for who reads next.
        OFTEN,
        /// They are not: a walk through everything would drive out what clients read.
        ONCE
    }

    /// The value of a row; null if there is none.
    public byte @Nullable [] get(Family family, byte[] key, Reading reading) throws StorageFailure {
        Lock held = enter();
        try {
            return rocks.get(handle(family), optionsOf(reading), key);
        } catch (RocksDBException cause) {
            throw new StorageFailure("a row of " + family + " cannot be read", cause);
        } finally {
            held.unlock();
        }
    }

    /// The rows of a family as they are now; close them.
    public Rows rows(Family family) throws StorageFailure {
        Lock held = enter();
        return new Rows(rocks.newIterator(handle(family), checked), held, List.of());
    }

    /// The same, for one kind of reading.
    public Rows rows(Family family, Reading reading) throws StorageFailure {
        Lock held = enter();
        return new Rows(rocks.newIterator(handle(family), optionsOf(reading)), held, List.of());
    }

    private ReadOptions optionsOf(Reading reading) {
        return switch (reading) {
            case OFTEN -> checked;
            case ONCE -> passing;
        };
    }

    /// The same up to `end`, exclusive. A walk that knows its end does not wade through what was deleted behind
    /// it.
    public Rows rows(Family family, byte[] end) throws StorageFailure {
        Lock held = enter();
        Slice bound = new Slice(end);
        ReadOptions options = new ReadOptions().setVerifyChecksums(true).setIterateUpperBound(bound);
        return new Rows(rocks.newIterator(handle(family), options), held, List.of(options, bound));
    }

    @Override
    public void write(byte[] batch, boolean sync) throws StorageFailure {
        Lock held = enter();
        try (WriteBatch rocksBatch = new WriteBatch(batch)) {
            rocks.write(sync ? synced : unsynced, rocksBatch);
        } catch (RocksDBException cause) {
            throw new StorageFailure("a write failed", cause);
        } finally {
            held.unlock();
        }
    }

    /// Syncs what was written without.
    public void syncLog() throws StorageFailure {
        Lock held = enter();
        try {
            rocks.syncWal();
        } catch (RocksDBException cause) {
            throw new StorageFailure("the log cannot be synced", cause);
        } finally {
            held.unlock();
        }
    }

    /// Reads every block of every file and checks it.
    public void verify() throws StorageFailure {
        Lock held = enter();
        try {
            rocks.verifyChecksum();
        } catch (RocksDBException cause) {
            throw new StorageFailure("the database is damaged", cause);
        } finally {
            held.unlock();
        }
    }

    /// Makes a copy of the database as it is now in `target`, which must not exist. Files that never change are
    /// linked where the file system can.
    public void checkpoint(Path target) throws StorageFailure {
        Lock held = enter();
        try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException cause) {
            throw new StorageFailure("the database cannot be copied to " + target, cause);
        } finally {
            held.unlock();
        }
    }

    /// Keeps the database open until the lock is released.
    private Lock enter() throws StorageFailure {
        Lock held = use.readLock();
        held.lock();
        if (closed) {
            held.unlock();
            throw new StorageFailure("the volume is closed");
        }
        return held;
    }

    private ColumnFamilyHandle handle(Family family) {
        return families.get(family.id());
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private void free() {
        families.forEach(ColumnFamilyHandle::close);
        rocks.close();
        freeOptions();
    }

    private void freeOptions() {
        for (AutoCloseable closeable : owned.reversed()) {
            try {
                closeable.close();
            } catch (Exception cause) {
                throw new IllegalStateException("a RocksDB option cannot be closed", cause);
            }
        }
    }
}
