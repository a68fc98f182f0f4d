package io.murmur.node;

import static io.murmur.node.Clients.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exchanges behind real actors, volumes and frames: what a node missed reaches it without anybody reading.
final class ExchangePathTest {

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
        return Key.of("key" + number);
    }

    private void write(int node, int number, String value) {
        clients.write(trio, node, key(number), Mutation.set(Value.of(value)));
    }

    private boolean holdsAllOf(int node, int other) throws Exception {
        boolean same = true;
        for (int number = 0; same && number < KEYS; number++) {
            same = Arrays.equals(trio.rowOf(node, key(number)), trio.rowOf(other, key(number)));
        }
        return same;
    }

    @Test
    void whatANodeMissedReachesItWithoutAnybodyReading() throws Exception {
        trio.cut(2);
        for (int number = 0; number < KEYS; number++) {
            write(number % 2, number, "v" + number);
            write(number % 2, number, "again");
        }
        assertNull(trio.rowOf(2, key(7)));
        trio.unmute();
        await("node 2 holds what the others do", () -> holdsAllOf(2, 0));
        assertArrayEquals(trio.rowOf(0, key(7)), trio.rowOf(1, key(7)));
        // A little more than the keys: both others may be asked before the first has answered.
        assertTrue(trio.exchanges(2).fetchedByClocks() >= KEYS);
        assertEquals(0, trio.exchanges(2).fetchedByTrees());
    }

    @Test
    void theyAgreeWhenNothingIsWritten() throws Exception {
        write(0, 1, "v");
        await("all agree", () -> agreedWithin(1));
        trio.cut(1);
        await("the age of the agreement grows", () -> !agreedWithin(1.5));
        trio.unmute();
        await("all agree again", () -> agreedWithin(1));
    }

    private boolean agreedWithin(double seconds) {
        boolean agreed = true;
        for (int node = 0; node < 3; node++) {
            agreed &= trio.exchanges(node).agreementAgeSeconds() < seconds;
        }
        return agreed;
    }

    @Test
    void treesOutliveARestart() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            write(number % 3, number, "v" + number);
        }
        trio.restart();
        await("all agree", () -> agreedWithin(1));
        for (int node = 0; node < 3; node++) {
            assertEquals(0, trio.exchanges(node).fetchedByTrees());
        }
    }
}
