package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How one node starts, stops and refuses, as whoever operates it sees it.
final class LifecycleIT {

    private static final int STOP_SECONDS = 10;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private Path configuration(String name, SingleNode node) throws IOException {
        return Files.writeString(folder.resolve(name + ".conf"), node.configuration());
    }

    private Process start(String log, Path configuration, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Tools.MURMUR.toString(), "node", "--config", configuration.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile())
                .start();
        started.add(process);
        return process;
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private void assertStopsCleanly(Process process, String log) throws Exception {
        process.destroy();
        assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> "still runs after " + STOP_SECONDS + " s");
        assertEquals(0, process.exitValue(), log(log));
    }

    @Test
    void sigtermDrainsAndTheDataIsThereAtTheNextStart() throws Exception {
        Path cli = Tools.installed("redis-cli");
        SingleNode node = SingleNode.on(folder.resolve("data"));
        Path configuration = configuration("node", node);
        Process first = start("first", configuration);
        Tools.await("the node serves", 60, node::isReady);
        assertEquals(
                "OK", Tools.output(cli, "-p", node.redisPort(), "SET", "k", "v").strip());
        assertStopsCleanly(first, "first");
        Process second = start("second", configuration);
        Tools.await("the node serves again", 60, node::isReady);
        assertEquals("v", Tools.output(cli, "-p", node.redisPort(), "GET", "k").strip());
        assertTrue(log("second").contains("stopped cleanly"), log("second"));
        assertStopsCleanly(second, "second");
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
        Process first = start("first", configuration("node", node));
        Tools.await("the node serves", 60, node::isReady);
        SingleNode other = SingleNode.on(folder.resolve("data"));
        Process second = start("second", configuration("other", other));
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
        assertEquals(3, second.exitValue(), log("second"));
        assertTrue(log("second").contains("another process uses the volume"), log("second"));
        assertStopsCleanly(first, "first");
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
        Process process = start("alone", configuration("alone", node));
        Tools.await("it says what it waits for", 60, () -> node.health().contains("waiting for"));
        assertTrue(node.health().contains("\"ready\":false"), node::health);
        assertStopsCleanly(process, "alone");
    }
}
