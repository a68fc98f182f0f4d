package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The nodes a test starts, each by a configuration, and what they said. What still runs at the end is killed.
final class NodeRuns implements AutoCloseable {

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 10;
    private static final int DUMP_SECONDS = 2;

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();

    /// @param folder for configurations and logs
    NodeRuns(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    Path configure(String name, SingleNode node) throws IOException {
        return configure(name, node.configuration());
    }

    Path configure(String name, String configuration) throws IOException {
        return Files.writeString(folder.resolve(name + ".conf"), configuration);
    }

    /// Starts a node that writes its log to `log`.
    Process start(String log, Path configuration, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Tools.MURMUR.toString(), "node", "--config", configuration.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /// Starts a node, and waits until it serves. One that does not says why, or where its threads are.
    Process startServing(String log, Path configuration, SingleNode node) throws IOException, InterruptedException {
        Process process = start(log, configuration);
        boolean ready = Tools.isReached(START_SECONDS, () -> node.isReady() || !process.isAlive());
        if (!ready) {
            Tools.run(STOP_SECONDS, Path.of("/bin/sh"), "-c", "kill -QUIT " + process.pid());
            process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS);
        }
        assertTrue(ready && process.isAlive(), () -> "does not serve: " + logOrReason(log));
        return process;
    }

    private String logOrReason(String name) {
        try {
            return log(name);
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    void assertStopsCleanly(Process process, String log) throws Exception {
        process.destroy();
        assertEnds(process, log, 0);
    }

    /// Within the time a node has for stopping.
    void assertEnds(Process process, String log, int exitCode) throws Exception {
        assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> "still runs after " + STOP_SECONDS + " s");
        assertEquals(exitCode, process.exitValue(), log(log));
    }

    @Override
    public void close() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
