package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// How one node starts, stops and refuses, as whoever operates it sees it.
@Execution(ExecutionMode.CONCURRENT)
final class LifecycleIT {

    @TempDir
    private Path folder;

    private NodeRuns nodes;

    @BeforeEach
    void begin() {
        nodes = new NodeRuns(folder, Map.of());
    }

    @AfterEach
    void stopAll() {
        nodes.close();
    }

    @Test
    void sigtermDrainsAndTheDataIsThereAtTheNextStart() throws Exception {
        Path cli = Tools.installed("redis-cli");
        SingleNode node = SingleNode.on(folder.resolve("data"));
        Path configuration = nodes.configure("node", node);
        Process first = nodes.startServing("first", configuration, node);
        assertEquals(
                "OK", Tools.output(cli, "-p", node.redisPort(), "SET", "k", "v").strip());
        nodes.assertStopsCleanly(first, "first");
        Process second = nodes.startServing("second", configuration, node);
        assertEquals("v", Tools.output(cli, "-p", node.redisPort(), "GET", "k").strip());
        assertTrue(nodes.log("second").contains("stopped cleanly"), nodes.log("second"));
        nodes.assertStopsCleanly(second, "second");
    }

    /// The start script goes on without it, only slower: nobody else would notice.
    @Test
    void theJvmHasLearnedFromARehearsal() throws Exception {
        Tools.output(Tools.MURMUR, "--version");
        Path cache = Path.of("target/murmur.aot");
        assertTrue(Files.size(cache) > 0, () -> "the rehearsal failed, see target/murmur.aot.log");
    }

    @Test
    void aSecondProcessOnTheVolumeIsRefused() throws Exception {
        SingleNode node = SingleNode.on(folder.resolve("data"));
        Process first = nodes.startServing("first", nodes.configure("node", node), node);
        SingleNode other = SingleNode.on(folder.resolve("data"));
        Process second = nodes.start("second", nodes.configure("other", other));
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
        assertEquals(3, second.exitValue(), nodes.log("second"));
        assertTrue(nodes.log("second").contains("another process uses the volume"), nodes.log("second"));
        nodes.assertStopsCleanly(first, "first");
    }

    @Test
    void badConfigurationNamesKeyValueAndWhatIsAllowed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("bad.conf"),
                SingleNode.on(folder.resolve("data")).configuration() + "\nmurmur.cluster.partitions = 100\n");
        Tools.Ended ended = Tools.run(60, Tools.MURMUR, "node", "--config", file.toString());
        assertEquals(2, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("murmur.cluster.partitions is 100"), ended.output());
        assertTrue(ended.output().contains("power of two"), ended.output());
        assertTrue(Files.notExists(folder.resolve("data")), "nothing was made");
    }

    @Test
    void aNodeThatIsAloneWaitsForTheOthersAndSaysSo() throws Exception {
        SingleNode node = SingleNode.of(folder.resolve("data"), 3);
        Process process = nodes.start("alone", nodes.configure("alone", node));
        Tools.await("it says what it waits for", 60, () -> node.health().contains("waiting for"));
        assertTrue(node.health().contains("\"ready\":false"), node::health);
        nodes.assertStopsCleanly(process, "alone");
    }
}
