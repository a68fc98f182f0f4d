package io.murmur.storage.rocks;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Safeguard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The only writer of a volume: takes all that waits, makes it one RocksDB write, syncs once, then tells
/// everybody.
///
/// Running -> Failed: a write did not succeed; nothing is ever written again, all that waits fails, and the
/// node is told to stop. Running -> Closed: asked to, after all that waited was written. A write the disk has
/// no room for is refused before anything of it is written, and changes nothing else. Submitting is thread-safe
/// and keeps the order of each submitter.
///
/// Every write carries a chain number, one higher than the last, and the newest number known to be synced when
/// it was built: so that a log with a hole can be told from one whose tail was never synced ([LogAudit]).
public final class Committer implements AutoCloseable {

    private static final int BATCH_REQUESTS_MAX = 1024;
    private static final int BATCH_BYTES_MAX = 4 << 20;

    private final BatchWriter database;
    private final CommitterRules rules;
    private final BlockingQueue<WriteRequest> waiting;
    private final StorageCounters counters;
    /// Why nothing is written any more: a failure, or the end.
    private final AtomicReference<@Nullable StorageFailure> ended = new AtomicReference<>();
    private final WriteOperations batch = new WriteOperations(1 << 16);
    private final WriteRequest close = WriteRequest.barrier();
    private final Thread thread;
    private volatile boolean failed;
    private volatile long chain;
    private volatile long syncedChain;

    /// @param chain the number of the last write in the database
    public Committer(BatchWriter database, long chain, StorageCounters counters, CommitterRules rules) {
        this.database = database;
        this.rules = rules;
        this.waiting = new ArrayBlockingQueue<>(rules.queueMax());
        this.counters = counters;
        this.chain = chain;
        this.syncedChain = chain;
        this.thread = Thread.ofPlatform()
                .name("murmur-committer")
                .daemon(true)
                .uncaughtExceptionHandler(
                        (_, cause) -> fail(new StorageFailure("the committer broke down", cause), List.of()))
                .unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Queues a write. Its future fails at once when the queue is full or the committer has failed or is closed.
    public CompletableFuture<Void> submit(WriteRequest request) {
        StorageFailure reason = ended.get();
        if (reason == null && !waiting.offer(request)) {
            reason = new StorageFailure("too many writes wait for the disk");
        }
        if (reason != null) {
            request.done().completeExceptionally(reason);
        } else if (ended.get() != null) {
            // It slipped in behind the end and would wait for ever.
            failAllWaiting();
        }
        return request.done();
    }

    /// The number of the last write.
    public long chain() {
        return chain;
    }

    /// The number of the last write that is on the synced disk, with all before it.
    public long syncedChain() {
        return syncedChain;
    }

    public boolean hasFailed() {
        return failed;
    }

    private void run() {
        List<WriteRequest> taken = new ArrayList<>(BATCH_REQUESTS_MAX);
        try {
            while (ended.get() == null) {
                take(taken);
                commit(taken);
                if (taken.contains(close)) {
                    end(new StorageFailure("the volume is closed"));
                }
                taken.clear();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            end(new StorageFailure("the committer was interrupted"));
        }
    }

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
            if (!rules.hasRoomFor().test(batch.size())) {
                refuseWrites(taken);
                return;
            }
            if (!rules.safeguards().has(Safeguard.ANSWER_AFTER_SYNC)) {
                complete(taken);
            }
            StorageFailure cause = write(taken.size(), sync);
            if (cause != null) {
                fail(cause, taken);
                return;
            }
        }
        complete(taken);
    }

    private @Nullable StorageFailure write(int requests, boolean sync) {
        long number = chain + 1;
        batch.put(Family.META, Keys.chain(), chainRow(number, syncedChain));
        long start = System.nanoTime();
        try {
            database.write(batch.toBatch(), sync);
        } catch (StorageFailure cause) {
            return cause;
        }
        chain = number;
        syncedChain = sync ? number : syncedChain;
        counters.committed(requests, batch.size(), sync, System.nanoTime() - start);
        return null;
    }

    private boolean build(List<WriteRequest> taken) {
        boolean sync = false;
        long began = System.nanoTime();
        batch.reset();
        for (WriteRequest request : taken) {
            WriteOperations operations = request.operations();
            if (operations != null) {
                int start = batch.size();
                batch.append(operations);
                writeChain(start, request.records());
                sync |= request.sync();
                request.begun().accept(began);
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

    private static void complete(List<WriteRequest> taken) {
        for (WriteRequest request : taken) {
            request.done().complete(null);
        }
    }

    private static void refuseWrites(List<WriteRequest> taken) {
        StorageFailure full = new StorageFailure("the disk is full: nothing of this write was made");
        for (WriteRequest request : taken) {
            if (request.operations() == null) {
                request.done().complete(null);
            } else {
                request.done().completeExceptionally(full);
            }
        }
    }

    private void fail(StorageFailure cause, List<WriteRequest> taken) {
        failed = true;
        boolean first = ended.compareAndSet(null, cause);
        if (first) {
            rules.fatal().accept(cause);
        }
        for (WriteRequest request : taken) {
            request.done().completeExceptionally(cause);
        }
        failAllWaiting();
    }

    private void end(StorageFailure reason) {
        ended.compareAndSet(null, reason);
        failAllWaiting();
    }

    private void failAllWaiting() {
        StorageFailure reason = ended.get();
        for (WriteRequest request = waiting.poll(); request != null && reason != null; request = waiting.poll()) {
            request.done().completeExceptionally(reason);
        }
    }

    /// Writes what waits and stops.
    @Override
    public void close() {
        try {
            while (ended.get() == null && !waiting.offer(close, 100, TimeUnit.MILLISECONDS)) {
                // The queue is full: the committer makes room, or ends.
            }
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
