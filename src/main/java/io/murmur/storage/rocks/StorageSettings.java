package io.murmur.storage.rocks;

/// How much a volume may use.
///
/// @param cacheBytes blocks, indexes, filters and memtables together; the only large native memory
/// @param memtableBytes the part of it that memtables may take
/// @param logBytesMax size of the write-ahead log at which memtables are flushed
/// @param reserveBytes free disk space below which writes are refused
/// @param queueMax writes waiting for the committer
public record StorageSettings(long cacheBytes, long memtableBytes, long logBytesMax, long reserveBytes, int queueMax) {

    private static final long MIB = 1L << 20;

    public static final StorageSettings DEFAULT = new StorageSettings(64 * MIB, 32 * MIB, 160 * MIB, 256 * MIB, 65_536);
}
