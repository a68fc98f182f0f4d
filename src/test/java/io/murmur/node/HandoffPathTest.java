package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sloppy namespace behind real actors, volumes and frames. Each partition has one owner, so that with one node
/// away somebody has to stand in for it.
final class HandoffPathTest {

    private static final int KEYS = 40;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir
    private Path folder;

    private Trio trio;
    private long operations;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder, new Trio.Rules(1, 1, 1, true));
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("k" + number);
    }

    private void write(int node, int number, String value) {
        var put = new ClientOperation.Put(
                key(number), Mutation.set(Value.of(value)), null, new OperationId(1, ++operations), Tries.ONLY, 0);
        assertInstanceOf(Outcome.Written.class, trio.ask(node, put));
    }

    private void assertShown(int node, String value) {
        for (int number = 0; number < KEYS; number++) {
            var read = assertInstanceOf(Outcome.Read.class, trio.ask(node, new ClientOperation.Get(key(number), 0)));
            assertEquals(Value.of(value), read.object().siblings().getFirst().value(), "key " + number);
        }
    }

    private int holders(int number) throws Exception {
        int holders = 0;
        for (int node = 0; node < 3; node++) {
            holders += trio.rowOf(node, key(number)) == null ? 0 : 1;
        }
        return holders;
    }

    private boolean areAllHome() throws Exception {
        boolean home = true;
        for (int number = 0; home && number < KEYS; number++) {
            home = holders(number) == 1;
        }
        return home;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + WAIT_NANOS;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Test
    void bothSidesOfACutGoOnAndWhatWasKeptElsewhereComesHome() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number, "before");
        }
        assertTrue(areAllHome(), "nobody stands in while all owners can be reached");
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(number % 2, number, "during");
        }
        assertShown(0, "during");
        assertShown(1, "during");
        trio.unmute();
        await("all keys are where they belong", this::areAllHome);
        for (int number = 0; number < KEYS; number++) {
            var read = assertInstanceOf(Outcome.Read.class, trio.ask(2, new ClientOperation.Get(key(number), 0)));
            assertTrue(
                    read.object().siblings().stream()
                            .anyMatch(sibling -> Value.of("during").equals(sibling.value())),
                    () -> read.toString());
        }
    }

    @Test
    void whoStoodInAndCrashedBringsItHomeAllTheSame() throws Exception {
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(0, number, "during");
        }
        trio.restartAfterACrash(1, new ClientOperation.Get(key(0), 0));
        await("all keys are where they belong", this::areAllHome);
        assertShown(1, "during");
    }
}
