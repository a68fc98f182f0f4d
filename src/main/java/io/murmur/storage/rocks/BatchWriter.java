package io.murmur.storage.rocks;

/// Where the committer's writes go: the database, or in tests something that watches it.
@FunctionalInterface
public interface BatchWriter {

    /// Makes `batch`, in RocksDB's notation, part of the database.
    ///
    /// @param sync whether it must be on the disk when this returns
    /// @throws StorageFailure when it is unknown what the disk holds now
    void write(byte[] batch, boolean sync) throws StorageFailure;
}
