package io.murmur.node;

import static io.murmur.node.Clients.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Purging behind real actors and volumes: a deleted key leaves nothing on any disk, and not before all
/// owners have vouched.
final class PurgePathTest {

    private static final int KEYS = 40;
    private static final PurgeSettings PURGE =
            new PurgeSettings(200, 16, 64, 500, 3, 1_000, 86_400_000, Safeguards.ALL);

    @TempDir
    private Path folder;

    private Trio trio;
    private final Clients clients = new Clients();

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder, ReplicationLimits.DEFAULT, ScrubSettings.DEFAULT, PURGE);
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private static Key key(int number) {
        return Key.of("key" + number);
    }

    private void put(int node, Key key, @Nullable Value value) {
        clients.write(trio, node, key, Mutation.of(value, Lifetime.PLAIN));
    }

    private boolean isAlive(int node, Key key) {
        return assertInstanceOf(Outcome.Read.class, trio.ask(node, new ClientOperation.Get(key, 0)))
                .object()
                .isAlive();
    }

    private boolean isForgotten(Key key) throws Exception {
        return trio.rowOf(0, key) == null && trio.rowOf(1, key) == null && trio.rowOf(2, key) == null;
    }

    private void awaitForgotten() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            Key key = key(number);
            await(key + " is forgotten", () -> isForgotten(key));
        }
    }

    @Test
    void aDeletedKeyLeavesNothing() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            put(number % 3, key(number), Value.of("v"));
            put((number + 1) % 3, key(number), null);
        }
        put(0, Key.of("kept"), Value.of("v"));
        awaitForgotten();
        assertFalse(isAlive(1, key(3)));
        put(2, key(3), Value.of("again"));
        assertTrue(isAlive(1, key(3)));
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
        trio.restart();
        assertTrue(isAlive(0, key(3)));
        assertFalse(isAlive(0, key(4)));
        assertEquals(Verdict.AGREED, trio.verify(1, true).verdict());
    }

    @Test
    void nothingIsForgottenWhileAnOwnerDoesNotAnswer() throws Exception {
        for (int number = 0; number < KEYS; number++) {
            put(0, key(number), Value.of("v"));
        }
        trio.mute(2);
        for (int number = 0; number < KEYS; number++) {
            put(0, key(number), null);
        }
        await(
                "some are given up",
                () -> trio.purges(0).deferredSoFar() + trio.purges(1).deferredSoFar() > 0);
        for (int number = 0; number < KEYS; number++) {
            assertNotNull(trio.rowOf(0, key(number)));
            assertNotNull(trio.rowOf(1, key(number)));
        }
        trio.unmute();
        awaitForgotten();
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
    }

    /// Deletes of before the start are found in the index.
    @Test
    void aStartFindsWhatWasDeletedBefore() throws Exception {
        trio.close();
        trio = new Trio(folder.resolve("other"), ReplicationLimits.DEFAULT);
        for (int number = 0; number < KEYS; number++) {
            put(0, key(number), null);
        }
        trio.close();
        trio = new Trio(folder.resolve("other"), ReplicationLimits.DEFAULT, ScrubSettings.DEFAULT, PURGE);
        awaitForgotten();
    }
}
