package io.murmur.storage.rocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the committer promises (G1), against a writer that stands still, fails, or has no room when it is told to.
class CommitterTest {

    private static final int PATIENCE_SECONDS = 60;

    private final HeldWriter writer = new HeldWriter();
    private final StorageCounters counters = new StorageCounters();
    private final List<StorageFailure> fatal = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private Committer committer = committer(Safeguards.ALL);

    private Committer committer(Safeguards safeguards) {
        CommitterRules rules = new CommitterRules(64, bytes -> bytes <= room.get(), safeguards, fatal::add);
        return new Committer(writer, 10, counters, rules);
    }

    @AfterEach
    void close() {
        writer.release(1000);
        committer.close();
    }

    /// Stops inside each write until it is released.
    private static final class HeldWriter implements BatchWriter {
        private final Semaphore entered = new Semaphore(0);
        private final Semaphore released = new Semaphore(0);
        private final List<byte[]> batches = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean failing;

        @Override
        public void write(byte[] batch, boolean sync) throws StorageFailure {
            batches.add(batch);
            entered.release();
            released.acquireUninterruptibly();
            if (failing) {
                throw new StorageFailure("the disk said no");
            }
        }

        void awaitEntered() throws InterruptedException {
            assertTrue(entered.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "no write began");
        }

        void release(int writes) {
            released.release(writes);
        }
    }

    @Test
    void answersNobodyBeforeTheSyncReturned() throws Exception {
        committer.start();
        assertFalse(isAnsweredInsideTheSync());
    }

    /// The same look at a committer without the safeguard: it must see the difference.
    @Test
    void isCaughtAnsweringBeforeTheSyncWhenTheSafeguardIsOff() throws Exception {
        committer = committer(Safeguards.without(Safeguard.ANSWER_AFTER_SYNC));
        committer.start();
        assertTrue(isAnsweredInsideTheSync());
    }

    private boolean isAnsweredInsideTheSync() throws Exception {
        CompletableFuture<Void> answer = committer.submit(request());
        writer.awaitEntered();
        boolean answered = answer.isDone();
        writer.release(1);
        answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answered;
    }

    @Test
    void joinsAllThatWaitsIntoOneWriteWithOneSync() throws Exception {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(committer.submit(request()));
        }
        writer.release(1);
        committer.start();
        for (CompletableFuture<Void> answer : answers) {
            answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertEquals(1, counters.syncs());
        assertEquals(40, counters.requests());
        assertEquals(11, committer.chain());
        assertEquals(11, committer.syncedChain());
        assertEquals(41, countOf(writer.batches.getFirst()), "forty rows and the chain number");
    }

    @Test
    void countsAWriteWithoutSyncAsWrittenButNotAsSynced() throws Exception {
        committer.start();
        writer.release(1);
        committer.submit(request(false)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(0, counters.syncs());
        assertEquals(11, committer.chain());
        assertEquals(10, committer.syncedChain());
    }

    @Test
    void writesNothingMoreAfterAFailureAndTellsOnce() throws Exception {
        committer.start();
        writer.failing = true;
        CompletableFuture<Void> first = committer.submit(request());
        writer.awaitEntered();
        CompletableFuture<Void> behind = committer.submit(request());
        writer.release(1);
        StorageFailure cause = failureOf(first);
        assertSame(cause, failureOf(behind));
        writer.failing = false;
        writer.release(100);
        for (int i = 0; i < 10; i++) {
            assertSame(cause, failureOf(committer.submit(request())));
        }
        assertEquals(1, writer.batches.size());
        assertEquals(List.of(cause), fatal);
        assertTrue(committer.hasFailed());
        assertEquals(10, committer.chain());
    }

    @Test
    void refusesAWriteWithoutRoomAndGoesOnWhenThereIs() throws Exception {
        room.set(10);
        writer.release(100);
        CompletableFuture<Void> refused = committer.submit(request());
        CompletableFuture<Void> barrier = committer.submit(WriteRequest.barrier());
        committer.start();
        assertTrue(failureOf(refused).toString().contains("the disk is full"));
        barrier.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(0, writer.batches.size());
        room.set(Long.MAX_VALUE);
        committer.submit(request()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of(), fatal);
        assertEquals(11, committer.chain());
    }

    @Test
    void refusesWhatDoesNotFitIntoTheQueue() throws Exception {
        for (int i = 0; i < 64; i++) {
            var _ = committer.submit(request());
        }
        assertTrue(failureOf(committer.submit(request())).toString().contains("too many writes wait"));
        writer.release(100);
        committer.start();
    }

    @Test
    void failsWhatWaitsBehindTheEnd() throws Exception {
        committer.start();
        CompletableFuture<Void> last = committer.submit(request());
        writer.awaitEntered();
        CountDownLatch closing = new CountDownLatch(1);
        Thread closer = Thread.ofPlatform().start(() -> {
            closing.countDown();
            committer.close();
        });
        closing.await();
        writer.release(100);
        closer.join();
        last.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(failureOf(committer.submit(request())).toString().contains("closed"));
    }

    private static WriteRequest request() {
        return request(true);
    }

    private static WriteRequest request(boolean sync) {
        WriteOperations operations = new WriteOperations(64);
        operations.put(Family.OBJECTS, new byte[] {1, 2, 3}, new byte[20]);
        return WriteRequest.of(operations, ChainPlaces.NONE, sync);
    }

    private static int countOf(byte[] batch) {
        return new BytesReader(batch).skip(Long.BYTES).u8();
    }

    private static StorageFailure failureOf(CompletableFuture<Void> answer) {
        var failed = assertThrows(
                CompletionException.class,
                () -> answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        return assertInstanceOf(StorageFailure.class, failed.getCause());
    }
}
