package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.gossip.Known;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gossip between three nodes, from the condition of one to the boards of the others.
final class GossipPathTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    @TempDir
    private Path folder;

    private Trio trio;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static void await(String what, BooleanSupplier holds) {
        long begun = System.nanoTime();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() - begun < PATIENCE_NANOS, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void awaitThat(int viewer, int of, Predicate<Report> holds) {
        await(viewer + " hears of " + of, () -> {
            Known known = trio.heard(viewer, of);
            return known != null && holds.test(known.report());
        });
    }

    private Report reportOf(int viewer, int of) {
        return Objects.requireNonNull(trio.heard(viewer, of)).report();
    }

    private static boolean isAsSaid(Report report) {
        return report.condition().operationsPerSecond() == Trio.OPERATIONS_PER_SECOND
                && report.condition().freeDiskBytes() == 1L << 40
                && report.condition().settingsVersion() == 1
                && report.delays().size() == 2;
    }

    @Test
    void everybodyHearsHowEverybodyIsAndHowLongAnswersTake() {
        for (int viewer = 0; viewer < 3; viewer++) {
            for (int of = 0; of < 3; of++) {
                awaitThat(viewer, of, GossipPathTest::isAsSaid);
            }
        }
    }

    @Test
    void hearsOfANodeItCannotReachByWayOfAThird() {
        awaitThat(0, 1, _ -> true);
        trio.part(0, 1);
        long before = reportOf(1, 1).version().number();
        awaitThat(0, 1, report -> report.version().number() > before + 3);
    }

    @Test
    void nodesThatHoldTheSameSayTheSameOfTheirReplicas() {
        awaitThat(0, 0, _ -> true);
        long empty = reportOf(0, 0).condition().clocksDigest();
        var put = new ClientOperation.Put(
                Key.of("key"), Mutation.set(Value.of("v")), null, new OperationId(1, 1), Tries.ONLY, 0);
        assertInstanceOf(Outcome.Written.class, trio.ask(0, put));
        awaitThat(0, 0, report -> !isEither(report, 0, empty));
        awaitThat(0, 1, report -> !isEither(report, 0, empty));
        awaitThat(0, 2, report -> !isEither(report, 0, empty));
        await("all say the same", () -> digest(0) == digest(1) && digest(1) == digest(2));
        assertEquals(digest(0), digest(2));
    }

    private static boolean isEither(Report report, long one, long other) {
        long digest = report.condition().clocksDigest();
        return digest == one || digest == other;
    }

    /// As node 0 knows it.
    private long digest(int of) {
        return reportOf(0, of).condition().clocksDigest();
    }
}
