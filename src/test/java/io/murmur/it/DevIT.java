package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.process.PortProbe;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.Ports;
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

/// The README's first command with real nodes: a cluster forms, a node is killed with -9 and started again, the
/// status is read, all are stopped while clients write, started again, and stopped by Ctrl-C.
@Execution(ExecutionMode.CONCURRENT)
final class DevIT {

    private static final String HOST = "127.0.0.1";
    private static final String MURMUR = Tools.MURMUR.toString();
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
                .allMatch(port -> PortProbe.obstacle(HOST, port) == null && Ports.claim(port));
    }

    private Process start(String log, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(log).toFile());
        builder.environment().putAll(MurmurFleet.SHORT_LIVED);
        Process process = builder.start();
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
        Process dev = start("dev", MURMUR, "dev", "--data", data, "--base-port", base);
        awaitLine("dev", "All 3 nodes are ready.");
        assertEquals("OK", Tools.output(cli, "-p", port(1), "SET", "k", "v").strip());

        Matcher line = SECOND_NODE.matcher(text("dev"));
        assertTrue(line.find(), () -> text("dev"));
        ProcessHandle.of(Long.parseLong(line.group(1))).orElseThrow().destroyForcibly();
        awaitLine("dev", "murmur-2 ended with exit code 137 (killed)");
        assertEquals(
                "OK", Tools.output(cli, "-p", port(3), "SET", "k", "without 2").strip());

        Process again = start("again", MURMUR, "dev", "--node", "2", "--data", data);
        awaitLine("again", "murmur-2 is ready.");
        assertEquals("without 2", Tools.output(cli, "-p", port(2), "GET", "k").strip());
        String status = Tools.output(Tools.MURMUR, "status", "--address", HOST + ":" + (basePort + 101));
        assertTrue(status.contains("murmur-2"), status);
        String verified = Tools.output(Tools.MURMUR, "verify", "--address", HOST + ":" + (basePort + 101));
        assertTrue(verified.contains("All owners agree."), verified);

        start("load", benchmark.toString(), "-p", port(1), "-t", "set", "-n", "10000000", "-r", "1000", "-q");
        Tools.await("clients write", 60, () -> text("load").contains("SET"));
        stop(again);
        stop(dev);
        assertTrue(text("dev").contains("Stopped."), text("dev"));
        findsItsDataAgainAndStopsAtCtrlC(cli, data, base);
    }

    /// A terminal sends Ctrl-C to `dev` and to its nodes at once.
    private void findsItsDataAgainAndStopsAtCtrlC(Path cli, String data, String base) throws Exception {
        Path session = Tools.installed("setsid");
        // Who runs the tests in the background may have told all below to ignore it.
        String[] command = {
            session.toString(), "env", "--default-signal=INT", MURMUR, "dev", "--data", data, "--base-port", base
        };
        Process dev = start("second", command);
        awaitLine("second", "All 3 nodes are ready.");
        assertEquals("without 2", Tools.output(cli, "-p", port(2), "GET", "k").strip());
        Tools.output(Path.of("/bin/kill"), "-INT", "--", "-" + dev.pid());
        assertStopped(dev);
        assertTrue(text("second").contains("Stopped."), text("second"));
    }

    private String port(int node) {
        return Integer.toString(basePort + node);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertStopped(process);
    }

    private static void assertStopped(Process process) throws InterruptedException {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not stop");
        assertEquals(0, process.exitValue());
    }
}
