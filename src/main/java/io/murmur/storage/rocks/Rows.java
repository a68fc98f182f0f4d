package io.murmur.storage.rocks;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A walk over the rows of a family as they were when it began. Keeps the database open until it is closed, on
/// the thread that began it.
public final class Rows implements AutoCloseable {

    private final RocksIterator rows;
    private final Lock use;
    private final List<AbstractNativeReference> kept;

    /// Takes over all it is given.
    ///
    /// @param kept what the iterator needs as long as it lives
    Rows(RocksIterator rows, Lock use, List<AbstractNativeReference> kept) {
        this.rows = rows;
        this.use = use;
        this.kept = kept;
    }

    /// Goes to the first row at `key` or behind.
    public void seek(byte[] key) {
        rows.seek(key);
    }

    /// Goes to the last row at `key` or before.
    public void seekForPrev(byte[] key) {
        rows.seekForPrev(key);
    }

    public void seekToFirst() {
        rows.seekToFirst();
    }

    /// Whether there is a row here; when not, [#check] tells the end from damage.
    public boolean isValid() {
        return rows.isValid();
    }

    public void next() {
        rows.next();
    }

    public void prev() {
        rows.prev();
    }

    public byte[] key() {
        return rows.key();
    }

    public byte[] value() {
        return rows.value();
    }

    /// Throws what the walk met: one that is not valid is at its end, or met damage.
    public void check() throws StorageFailure {
        try {
            rows.status();
        } catch (RocksDBException cause) {
            throw new StorageFailure("rows cannot be read", cause);
        }
    }

    @Override
    public void close() {
        rows.close();
        kept.forEach(AbstractNativeReference::close);
        use.unlock();
    }
}
