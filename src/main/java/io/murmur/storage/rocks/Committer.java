package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The only writer of a volume: takes all that waits, makes it one RocksDB write, syncs once, then tells everybody.
///
/// Running -> Failed: a write did not succeed; nothing is ever written again, all that waits fails, and the node is
/// told to stop. Running -> Closed: asked to, after all that waited was written. Submitting is thread-safe and keeps
/// the order of each submitter.
///
/// Every write carries a chain number, one higher than the last, and the newest number known to be synced when it was
/// built: so that a log with a hole can be told from one whose tail was never synced ([LogAudit]).
public final class Committer implements AutoCloseable {

    private static final int BATCH_REQUESTS_MAX = 1024;
    private static final int BATCH_BYTES_MAX = 4 << 20;

    private final Database database;
    private final BlockingQueue<WriteRequest> waiting;
    private final Consumer<StorageFailure> fatal;
    private final StorageCounters counters;
    private final AtomicReference<@Nullable StorageFailure> failure = new AtomicReference<>();
    private final WriteOperations batch = new WriteOperations(1 << 16);
    private final Thread thread;
    private volatile long chain;
    private volatile long syncedChain;
    private volatile boolean closing;

    /// @param chain the number of the last write in the database
    /// @param fatal told once, on the committer's thread, when a write failed
    public Committer(
            Database database, long chain, int queueMax, StorageCounters counters, Consumer<StorageFailure> fatal) {
        this.database = database;
        this.waiting = new ArrayBlockingQueue<>(queueMax);
        this.fatal = fatal;
        this.counters = counters;
        this.chain = chain;
        this.syncedChain = chain;
        this.thread = Thread.ofPlatform().name("murmur-committer").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Queues a write. Its future fails at once when the queue is full or the committer has failed or is closed.
    public CompletableFuture<Void> submit(WriteRequest request) {
        StorageFailure failed = failure.get();
        if (failed != null) {
            request.done().completeExceptionally(failed);
        } else if (closing || !waiting.offer(request)) {
            request.done()
                    .completeExceptionally(new StorageFailure(
                            closing ? "the volume is being closed" : "too many writes wait for the disk"));
        }
        // A request that slipped in behind the failure would wait for ever.
        if (failure.get() != null) {
            failAllWaiting();
        }
        return request.done();
    }

    /// The number of the last write.
    public long chain() {
        return chain;
    }

    public boolean hasFailed() {
        return failure.get() != null;
    }

    private void run() {
        List<WriteRequest> taken = new ArrayList<>(BATCH_REQUESTS_MAX);
        try {
            while (failure.get() == null) {
                take(taken);
                commit(taken);
                if (taken.removeIf(request -> request.done() == CLOSE)) {
                    return;
                }
                taken.clear();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static final CompletableFuture<Void> CLOSE = new CompletableFuture<>();

    private void take(List<WriteRequest> taken) throws InterruptedException {
        WriteRequest next = waiting.take();
        int bytes = 0;
        while (next != null) {
            taken.add(next);
            bytes += next.operations() == null ? 0 : next.operations().size();
            next = taken.size() < BATCH_REQUESTS_MAX && bytes < BATCH_BYTES_MAX ? waiting.poll() : null;
        }
    }

    private void commit(List<WriteRequest> taken) {
        boolean sync = build(taken);
        if (batch.count() > 0) {
            long number = chain + 1;
            batch.put(Family.META, Keys.chain(), chainRow(number, syncedChain));
            long start = System.nanoTime();
            try {
                database.write(batch.toBatch(), sync);
            } catch (StorageFailure cause) {
                fail(cause, taken);
                return;
            }
            chain = number;
            syncedChain = sync ? number : syncedChain;
            counters.committed(taken.size(), batch.size(), sync, System.nanoTime() - start);
        }
        for (WriteRequest request : taken) {
            request.done().complete(null);
        }
    }

    private boolean build(List<WriteRequest> taken) {
        boolean sync = false;
        batch.reset();
        for (WriteRequest request : taken) {
            WriteOperations operations = request.operations();
            if (operations != null) {
                int start = batch.size();
                batch.append(operations);
                writeChain(start, request.records());
                sync |= request.sync();
            }
        }
        return sync;
    }

    private void writeChain(int start, ChainPlaces places) {
        long number = chain + 1;
        for (int i = 0; i < places.size(); i++) {
            int place = start + places.at(i);
            batch.out().i32At(place, (int) (number >>> 32)).i32At(place + Integer.BYTES, (int) number);
        }
    }

    public static byte[] chainRow(long chain, long syncedChain) {
        return new BytesWriter(16).i64(chain).i64(syncedChain).toByteArray();
    }

    private void fail(StorageFailure cause, List<WriteRequest> taken) {
        failure.set(cause);
        fatal.accept(cause);
        for (WriteRequest request : taken) {
            request.done().completeExceptionally(cause);
        }
        failAllWaiting();
    }

    private void failAllWaiting() {
        StorageFailure cause = failure.get();
        for (WriteRequest request = waiting.poll(); request != null && cause != null; request = waiting.poll()) {
            request.done().completeExceptionally(cause);
        }
    }

    /// Writes what waits and stops.
    @Override
    public void close() {
        closing = true;
        try {
            if (failure.get() == null) {
                waiting.put(new WriteRequest(null, ChainPlaces.NONE, false, CLOSE));
            }
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
