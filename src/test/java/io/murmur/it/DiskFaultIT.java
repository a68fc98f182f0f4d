package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.target.RespClient;
import io.murmur.storage.faults.DiskFaults;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A disk that fails under a running node, as its clients and its operator see it (G1).
@Execution(ExecutionMode.CONCURRENT)
final class DiskFaultIT {

    private static final int EIO = 5;
    private static final int MILLIS = 5_000;
    private static final int EXIT_HALTED = 70;
    private static final int EXIT_FAILURE = 1;

    @TempDir
    private Path folder;

    private DiskFaults faults;
    private NodeRuns nodes;
    private SingleNode node;
    private Path configuration;
    private Process first;

    /// A node that has acknowledged a write.
    @BeforeEach
    void begin() throws Exception {
        faults = new DiskFaults(folder);
        nodes = new NodeRuns(folder, faults.environment());
        node = SingleNode.on(folder.resolve("data"));
        configuration = nodes.configure("node", node);
        first = nodes.startServing("first", configuration, node);
        assertEquals("OK", call("SET", "kept", "v"));
    }

    @AfterEach
    void end() {
        nodes.close();
    }

    private String call(String... words) throws IOException {
        try (RespClient client = new RespClient(node.redisAddress(), MILLIS)) {
            return String.valueOf(client.call(words));
        }
    }

    private void breakSyncs(String how) throws IOException {
        faults.set("path=" + folder.resolve("data/db") + " " + how);
    }

    private void assertNextStartHasWhatWasAcknowledged() throws Exception {
        faults.clear();
        Process second = nodes.startServing("second", configuration, node);
        assertEquals("v", call("GET", "kept"));
        nodes.assertStopsCleanly(second, "second");
    }

    @Test
    void aWriteWhoseSyncFailsIsNotAcknowledgedAndTheNodeEndsItself() throws Exception {
        breakSyncs("sync_fail=" + EIO);
        assertThrows(IOException.class, () -> call("SET", "lost", "v"));
        nodes.assertEnds(first, "first", EXIT_HALTED);
        assertTrue(nodes.log("first").contains("This node stops at once"), nodes.log("first"));
        assertNextStartHasWhatWasAcknowledged();
    }

    /// It cannot flush what it took in, and says so instead of waiting for ever.
    @Test
    void aNodeWhoseDiskHangsEndsInTimeAllTheSame() throws Exception {
        breakSyncs("sync_hang=1");
        assertThrows(IOException.class, () -> call("SET", "waits", "v"));
        assertEquals("v", call("GET", "kept"));
        first.destroy();
        nodes.assertEnds(first, "first", EXIT_FAILURE);
        assertTrue(nodes.log("first").contains("did not stop within"), nodes.log("first"));
        assertNextStartHasWhatWasAcknowledged();
    }
}
