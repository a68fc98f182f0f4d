package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.delay.DelayAccount;
import io.murmur.core.delay.HopReport;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is made slow, in three real nodes, shows in the account at its place, and the parts sum to the whole.
/// Only lower bounds: nothing here fails because a machine is slow.
class DelayPathTest {

    private static final long SLOW_MILLIS = 300;
    /// Of what was injected at least so much must be found: it may have begun before the operation did.
    private static final long FOUND_NANOS_MIN = 200_000_000;

    @TempDir
    Path folder;

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

    private ClientOperation put(String key) {
        OperationId id = new OperationId(5, ++operations);
        return new ClientOperation.Put(Key.of(key), Mutation.set(Value.of("v")), null, id, Tries.ONLY, 0);
    }

    private static long nanosAt(Stage stage, NodeId node, Itinerary itinerary) {
        long nanos = 0;
        for (Stretch stretch : itinerary.path()) {
            nanos += stretch.stage() == stage && stretch.node().equals(node) ? stretch.nanos() : 0;
        }
        return nanos;
    }

    private static void sumsUp(Itinerary itinerary) {
        DelayAccount account = new DelayAccount(itinerary.path(), itinerary.hops());
        assertEquals(itinerary.answeredNanos() - itinerary.arrivedNanos(), account.totalNanos(), "" + account);
        assertTrue(account.path().stream().allMatch(stretch -> stretch.nanos() > 0), "" + account);
    }

    @Test
    void aSlowLinkIsNetwork() {
        trio.slowDown(1, Duration.ofMillis(SLOW_MILLIS));
        trio.slowDown(2, Duration.ofMillis(SLOW_MILLIS));
        for (ClientOperation operation : List.of(put("a"), new ClientOperation.Get(Key.of("a"), 0))) {
            Itinerary itinerary = trio.follow(0, operation);
            sumsUp(itinerary);
            long found =
                    nanosAt(Stage.LINK, trio.nodeOf(1), itinerary) + nanosAt(Stage.LINK, trio.nodeOf(2), itinerary);
            assertTrue(found >= FOUND_NANOS_MIN, "" + itinerary.path());
        }
    }

    @Test
    void aBusyDiskIsWaitingAtItsReplica() throws Exception {
        trio.occupyDisk(0, SLOW_MILLIS);
        Itinerary itinerary = trio.follow(0, put("a"));
        sumsUp(itinerary);
        assertTrue(nanosAt(Stage.REPLICA_QUEUE, trio.nodeOf(0), itinerary) >= FOUND_NANOS_MIN, "" + itinerary.path());
    }

    @Test
    void aBusyDiskElsewhereIsWaitingThere() throws Exception {
        trio.cut(2);
        trio.occupyDisk(1, SLOW_MILLIS);
        Itinerary itinerary = trio.follow(0, put("a"));
        sumsUp(itinerary);
        assertTrue(nanosAt(Stage.REPLICA_QUEUE, trio.nodeOf(1), itinerary) >= FOUND_NANOS_MIN, "" + itinerary.path());
    }

    @Test
    void aBusyCoordinatorIsTimeAtTheCoordinator() throws Exception {
        trio.occupyCoordinator(0, put("a"), SLOW_MILLIS);
        Itinerary itinerary = trio.follow(0, put("b"));
        sumsUp(itinerary);
        // In its queue, or, if its turn had begun, in the batch that the turn works on.
        long found = nanosAt(Stage.COORDINATOR_QUEUE, trio.nodeOf(0), itinerary)
                + nanosAt(Stage.COORDINATOR, trio.nodeOf(0), itinerary);
        assertTrue(found >= FOUND_NANOS_MIN, "" + itinerary.path());
    }

    @Test
    void whoIsNotWaitedForIsSaidSo() {
        trio.slowDown(2, Duration.ofSeconds(5));
        Itinerary itinerary = trio.follow(0, put("a"));
        sumsUp(itinerary);
        HopReport slow = itinerary.hops().stream()
                .filter(hop -> hop.node().equals(trio.nodeOf(2)))
                .findFirst()
                .orElseThrow();
        assertTrue(!slow.isAnswered() && !slow.isCritical(), "" + itinerary.hops());
    }
}
