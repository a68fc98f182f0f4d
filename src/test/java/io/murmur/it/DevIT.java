package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.process.PortProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The README's first command with real nodes: a cluster forms, a node is killed with -9 and started again, the status
/// is read, all are stopped while clients write.
@Execution(ExecutionMode.CONCURRENT)
final class DevIT {

    private static final String HOST = "127.0.0.1";
    private static final Pattern SECOND_NODE = Pattern.compile("murmur-2 .* pid ([0-9]+)");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final int basePort = freeBase();

    @AfterEach
    void stopAll() {
        started.forEach(process -> process.destroy());
        started.forEach(process -> process.onExit().join());
    }

    private static int freeBase() {
        Random random = new Random();
        int base = 20_000;
        while (!isFree(base)) {
            base = 20_000 + 300 * random.nextInt(100);
        }
        return base;
    }

    private static boolean isFree(int base) {
        return IntStream.of(0, 100, 200)
                .flatMap(offset -> IntStream.rangeClosed(1, 3).map(node -> base + offset + node))
                .allMatch(port -> PortProbe.obstacle(HOST, port) == null);
    }

    private Process start(String log, Path tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(log).toFile())
                .start();
        started.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".txt");
    }

    private void awaitLine(String log, String part) {
        Tools.await(log + " says " + part, 90, () -> text(log).contains(part));
    }

    private String text(String log) {
        try {
            return Files.readString(log(log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void formsSurvivesAKilledNodeAndStopsInOrderUnderLoad() throws Exception {
        Path cli = Tools.installed("redis-cli");
        Path benchmark = Tools.installed("redis-benchmark");
        String data = folder.resolve("data").toString();
        String base = Integer.toString(basePort);
        Process dev = start("dev", Tools.MURMUR, "dev", "--data", data, "--base-port", base);
        awaitLine("dev", "All 3 nodes are ready.");
        assertEquals("OK", Tools.output(cli, "-p", port(1), "SET", "k", "v").strip());

        Matcher line = SECOND_NODE.matcher(text("dev"));
        assertTrue(line.find(), () -> text("dev"));
        ProcessHandle.of(Long.parseLong(line.group(1))).orElseThrow().destroyForcibly();
        awaitLine("dev", "murmur-2 ended with exit code 137 (killed)");
        assertEquals(
                "OK", Tools.output(cli, "-p", port(3), "SET", "k", "without 2").strip());

        Process again = start("again", Tools.MURMUR, "dev", "--node", "2", "--data", data);
        awaitLine("again", "murmur-2 is ready.");
        assertEquals("without 2", Tools.output(cli, "-p", port(2), "GET", "k").strip());
        String status = Tools.output(Tools.MURMUR, "status", "--address", HOST + ":" + (basePort + 101));
        assertTrue(status.contains("murmur-2"), status);

        start("load", benchmark, "-p", port(1), "-t", "set", "-n", "10000000", "-r", "1000", "-q");
        Tools.await("clients write", 60, () -> text("load").contains("SET"));
        stop(again);
        stop(dev);
        assertTrue(text("dev").contains("Stopped."), text("dev"));
    }

    private String port(int node) {
        return Integer.toString(basePort + node);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not stop");
        assertEquals(0, process.exitValue());
    }
}
