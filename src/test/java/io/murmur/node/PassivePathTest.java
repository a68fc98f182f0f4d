package io.murmur.node;

import static io.murmur.node.Clients.await;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passive namespaces behind real actors, volumes and frames: others fetch what was written on one.
final class PassivePathTest {

    private static final int KEYS = 200;

    @TempDir
    private Path folder;

    private Trio trio;
    private final Clients clients = new Clients();

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("passive:" + number);
    }

    private void write(int node, int number) {
        clients.write(trio, node, key(number), Mutation.set(Value.of("v")));
    }

    private boolean allHoldTheSame() throws Exception {
        boolean same = true;
        for (int number = 0; same && number < KEYS; number++) {
            byte[] first = trio.rowOf(0, key(number));
            same = first != null
                    && Arrays.equals(first, trio.rowOf(1, key(number)))
                    && Arrays.equals(first, trio.rowOf(2, key(number)));
        }
        return same;
    }

    @Test
    void othersFetchWhatWasWrittenOnOne() throws Exception {
        LongAdder lags = new LongAdder();
        trio.pulls(0).listen(_ -> lags.increment());
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number);
        }
        await("all hold the same", this::allHoldTheSame);
        await("all have said so", () -> trio.pulls(0).behindSeconds() == 0);
        assertTrue(lags.sum() > 0);
        assertTrue(lags.sum() <= 2 * KEYS, "a pull may carry more than one write");
    }

    @Test
    void whoeverIsCutOffGoesOnWritingAndIsFetchedFromLater() throws Exception {
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number);
        }
        assertNull(trio.rowOf(0, key(2)));
        assertNull(trio.rowOf(2, key(0)));
        assertTrue(trio.pulls(2).behindSeconds() > 0);
        trio.unmute();
        await("all hold the same", this::allHoldTheSame);
        await("nobody is behind", () -> trio.pulls(2).behindSeconds() == 0);
    }
}
