package io.murmur.storage.rocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// The RocksDB of one volume: options, families, and the few calls the room needs. Thread-safe; closing it while
/// others use it is not.
///
/// The log is recovered to the last point that is whole ("point in time"), because a torn tail after a power cut is
/// normal; that nothing synced was behind that point is checked before ([LogAudit]). Log files are recycled: syncing
/// a file whose blocks exist costs half as much as syncing one that grows.
public final class Database implements AutoCloseable {

    private static final int FILTER_BITS = 10;
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final long MEMTABLE_BYTES = 16L << 20;
    private static final int RECYCLED_LOGS = 4;

    static {
        RocksDB.loadLibrary();
    }

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final RocksDB rocks;
    private final WriteOptions synced = own(new WriteOptions().setSync(true));
    private final WriteOptions unsynced = own(new WriteOptions().setSync(false));
    private final ReadOptions checked = own(new ReadOptions().setVerifyChecksums(true));

    private Database(Path folder, StorageSettings settings) throws RocksDBException {
        Cache cache = own(new LRUCache(settings.cacheBytes()));
        WriteBufferManager memtables = own(new WriteBufferManager(settings.memtableBytes(), cache));
        DBOptions options = own(new DBOptions()
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
        this.rocks = RocksDB.open(options, folder.toString(), descriptors, families);
    }

    private ColumnFamilyOptions familyOptions(Family family, Cache cache) {
        boolean points = family == Family.OBJECTS || family == Family.DOTS || family == Family.META;
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
        if (points) {
            table.setFilterPolicy(own(new BloomFilter(FILTER_BITS)));
        }
        return own(new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION));
    }

    private <T extends AutoCloseable> T own(T closeable) {
        owned.add(closeable);
        return closeable;
    }

    /// Opens or creates the database in `folder`.
    public static Database open(Path folder, StorageSettings settings) throws IOException {
        try {
            return new Database(folder, settings);
        } catch (RocksDBException cause) {
            throw new StorageFailure("the database in " + folder + " cannot be opened", cause);
        }
    }

    public byte @Nullable [] get(Family family, byte[] key) throws StorageFailure {
        try {
            return rocks.get(handle(family), checked, key);
        } catch (RocksDBException cause) {
            throw new StorageFailure("a row of " + family + " cannot be read", cause);
        }
    }

    /// An iterator over a family as it is now; close it.
    public RocksIterator iterator(Family family) {
        return rocks.newIterator(handle(family), checked);
    }

    /// Throws what an iterator met: one that is not valid is at its end, or broken.
    public static void check(RocksIterator iterator) throws StorageFailure {
        try {
            iterator.status();
        } catch (RocksDBException cause) {
            throw new StorageFailure("rows cannot be read", cause);
        }
    }

    /// Makes `batch`, in RocksDB's notation, part of the database.
    ///
    /// @param sync whether it must be on the disk when this returns
    public void write(byte[] batch, boolean sync) throws StorageFailure {
        try (WriteBatch rocksBatch = new WriteBatch(batch)) {
            rocks.write(sync ? synced : unsynced, rocksBatch);
        } catch (RocksDBException cause) {
            throw new StorageFailure("a write failed", cause);
        }
    }

    /// Reads every block of every file and checks it.
    public void verify() throws StorageFailure {
        try {
            rocks.verifyChecksum();
        } catch (RocksDBException cause) {
            throw new StorageFailure("the database is damaged", cause);
        }
    }

    public RocksDB rocks() {
        return rocks;
    }

    private ColumnFamilyHandle handle(Family family) {
        return families.get(family.id());
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        rocks.close();
        for (AutoCloseable closeable : owned.reversed()) {
            try {
                closeable.close();
            } catch (Exception cause) {
                throw new IllegalStateException("a RocksDB option cannot be closed", cause);
            }
        }
    }
}
