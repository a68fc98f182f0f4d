package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lanes, readers, coordinators and frames together: three nodes in one process, with real volumes, whose
/// frames go from actor to actor.
final class DataPathTest {

    private static final int IN_FLIGHT_MAX = 4;

    @TempDir
    private Path folder;

    private Trio trio;
    private long operations;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private Outcome put(int node, String key, @Nullable String value) {
        return trio.ask(node, operation(node, key, value));
    }

    private ClientOperation.Put operation(int node, String key, @Nullable String value) {
        return new ClientOperation.Put(
                Key.of(key),
                Mutation.of(value == null ? null : Value.of(value), Lifetime.PLAIN),
                null,
                new OperationId(node + 1, ++operations),
                Tries.FIRST,
                0);
    }

    private @Nullable String get(int node, String key) {
        var read = assertInstanceOf(Outcome.Read.class, trio.ask(node, new ClientOperation.Get(Key.of(key), 0)));
        var visible = read.object().visible(ConflictRule.SIBLINGS, 0);
        return visible.isEmpty() ? null : String.valueOf(visible.getFirst().value());
    }

    @Test
    void writesAreReadThroughEveryNode() {
        for (int i = 0; i < 30; i++) {
            assertInstanceOf(Outcome.Written.class, put(i % 3, "k" + i, "v" + i));
        }
        for (int i = 0; i < 30; i++) {
            assertEquals("v" + i, get((i + 1) % 3, "k" + i));
        }
        assertInstanceOf(Outcome.Written.class, put(0, "k1", null));
        assertEquals(null, get(2, "k1"));
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestartOfAllNodes() throws Exception {
        put(0, "a", "1");
        put(1, "b", "2");
        trio.restart();
        assertEquals("1", get(2, "a"));
        assertEquals("2", get(0, "b"));
        put(0, "a", "3");
        assertEquals("3", get(1, "a"));
    }

    /// Counters of the old lease may have been used and lost: a lane gives them up before it takes what waits.
    @Test
    void lanesDecideAboutACrashBeforeTheyTakeWhatWaits() throws Exception {
        put(0, "a", "1");
        var written = assertInstanceOf(Outcome.Written.class, trio.restartAfterACrash(0, operation(0, "a", "2")));
        assertTrue(
                written.known().context().counterOf(trio.actorOf(0)) > ReplicaLimits.DEFAULT.leaseSize(), "" + written);
        assertEquals("2", get(1, "a"));
    }

    /// Every lane and reader comes to its turn, and nothing of what is too late is carried out.
    @Test
    void dropsWhatNobodyWaitsForWhenItsTurnComes() {
        for (int partition = 0; partition < Trio.PARTITIONS; partition++) {
            Routing routing = new Routing(partition << 4, partition, 1);
            Key key = Key.of("late");
            trio.deliverTooLate(0, new ReplicaRequest.Recall(routing, key, new OperationId(9, partition)));
            trio.deliverTooLate(0, new ReplicaRequest.Read(routing, key, 0));
        }
        for (int i = 0; i < 30; i++) {
            put(0, "k" + i, "v");
            assertEquals("v", get(0, "k" + i));
        }
        assertEquals(2 * Trio.PARTITIONS, trio.expired(0));
    }

    @Test
    void aNodeThatIsAloneRefusesBeforeAnythingIsSent() {
        trio.cut(0);
        var failed = assertInstanceOf(Outcome.Failed.class, put(0, "a", "1"));
        assertEquals(Failure.TOO_FEW_OWNERS, failed.failure());
        assertInstanceOf(Outcome.Written.class, put(1, "a", "2"));
        assertEquals("2", get(2, "a"));
    }

    /// Its clients write through the other owners as if nothing were wrong, until there is room nowhere.
    @Test
    void aNodeWhoseDiskIsFullHandsItsWritesOver() {
        put(0, "a", "1");
        trio.fillDisk(0);
        var written = assertInstanceOf(Outcome.Written.class, put(0, "a", "2"));
        assertEquals(1, written.known().context().counterOf(trio.actorOf(0)), "it names no write of its own");
        assertEquals("2", get(0, "a"));
        trio.fillDisk(1);
        trio.fillDisk(2);
        var refused = trio.askBriefly(0, operation(0, "a", "3"));
        assertEquals(
                Failure.DISK_FULL,
                assertInstanceOf(Outcome.Failed.class, refused).failure());
        assertEquals("2", get(0, "a"));
        trio.makeRoom(2);
        trio.makeRoom(1);
        assertInstanceOf(Outcome.Written.class, put(0, "a", "4"));
        assertEquals("4", get(2, "a"));
    }

    @Test
    void aRottenObjectIsShownToNobodyAndTheOthersServe() throws Exception {
        put(0, "a", "1");
        put(0, "b", "1");
        trio.rot(0, Key.of("a"));
        for (int node = 0; node < 3; node++) {
            assertEquals("1", get(node, "a"));
            assertInstanceOf(Outcome.Written.class, put(node, "a", "1"));
        }
        Outcome all = trio.askBriefly(1, new ClientOperation.Get(Key.of("a"), 3));
        for (int tries = 0; !(all instanceof Outcome.Read) && tries < 100; tries++) {
            LockSupport.parkNanos(50_000_000);
            all = trio.askBriefly(1, new ClientOperation.Get(Key.of("a"), 3));
        }
        assertInstanceOf(Outcome.Read.class, all, "it is restored, and all owners show it");
        assertTrue(trio.damaged(0) > 0, "it is counted");
        assertEquals(0, trio.damaged(1) + trio.damaged(2));
        assertInstanceOf(Outcome.Written.class, put(0, "b", "2"));
        assertEquals("2", get(0, "b"));
    }

    @Test
    void valuesLargerThanAFrameAreCarriedInPieces() {
        String large = "x".repeat(900_000);
        assertInstanceOf(Outcome.Written.class, put(0, "large", large));
        assertEquals(large, get(1, "large"));
    }

    @Test
    void keysAreCountedAndListedFromWhatIsDurable() {
        put(0, "a", "1");
        put(1, "b", "1");
        put(2, "b", null);
        long counted = 0;
        for (int partition = 0; partition < Trio.PARTITIONS; partition++) {
            int asked = partition;
            var count = assertInstanceOf(Outcome.Counted.class, trio.ask(2, new ClientOperation.Count(asked)));
            var page = assertInstanceOf(Outcome.Listed.class, trio.ask(2, new ClientOperation.List(asked, 0, 10)));
            counted += count.livingKeys();
            assertTrue(page.last());
            assertEquals(count.livingKeys(), page.keys().size());
            assertTrue(page.keys().isEmpty() || page.keys().equals(List.of(Key.of("a"))));
        }
        assertEquals(1, counted);
    }

    private ClientOperation.Put numbered(int number) {
        return operation(0, "key" + number, "v");
    }

    /// It does not carry out what it refused, and goes on when it has room again.
    @Test
    void aNodeWithAsMuchUnderWayAsItMaySaysSoAtOnceAndRecovers() throws Exception {
        ReplicationLimits usual = ReplicationLimits.DEFAULT;
        var limits = new ReplicationLimits(
                IN_FLIGHT_MAX,
                usual.tickMillis(),
                usual.resendMillis(),
                usual.hedgeMillis(),
                usual.unaskedBytesMax(),
                usual.voidAttemptsMax());
        trio.close();
        trio = new Trio(folder.resolve("limited"), limits);
        trio.mute(0);
        List<CompletableFuture<Outcome>> waiting = IntStream.range(0, IN_FLIGHT_MAX)
                .mapToObj(number -> trio.submit(0, numbered(number)))
                .toList();
        assertEquals(new Outcome.Failed(Failure.OVERLOADED), trio.ask(0, numbered(IN_FLIGHT_MAX)));
        waiting.forEach(answer -> assertFalse(answer.isDone(), "those before it wait for the other owners"));

        trio.unmute();
        for (CompletableFuture<Outcome> answer : waiting) {
            assertInstanceOf(Outcome.Written.class, answer.join());
        }
        var refused = assertInstanceOf(
                Outcome.Read.class, trio.ask(1, new ClientOperation.Get(Key.of("key" + IN_FLIGHT_MAX), 3)));
        assertFalse(refused.object().isKnown(), "what was refused was carried out");
        assertInstanceOf(Outcome.Written.class, trio.ask(0, numbered(IN_FLIGHT_MAX + 1)));
    }
}
