package io.murmur.storage.rocks;

import java.util.concurrent.atomic.LongAdder;

/// What the committer has done since the volume was opened. Thread-safe; each number only rises.
public final class StorageCounters {

    private final LongAdder commits = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder syncs = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    public void committed(int requestCount, long byteCount, boolean synced, long nanosTaken) {
        commits.increment();
        requests.add(requestCount);
        bytes.add(byteCount);
        nanos.add(nanosTaken);
        if (synced) {
            syncs.increment();
        }
    }

    /// RocksDB writes; `requests` divided by it is the average group.
    public long commits() {
        return commits.sum();
    }

    public long requests() {
        return requests.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long syncs() {
        return syncs.sum();
    }

    /// Time spent inside RocksDB writes, syncs included, in nanoseconds.
    public long commitNanos() {
        return nanos.sum();
    }
}
