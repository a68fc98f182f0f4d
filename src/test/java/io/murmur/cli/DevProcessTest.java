package io.murmur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.command.ExitCode;
import io.murmur.load.target.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `murmur dev` with nodes that only pretend, but are processes.
@Execution(ExecutionMode.CONCURRENT)
final class DevProcessTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void startsAClusterAndANodeOfItAgainAndStopsThem() throws Exception {
        try (Program dev = start()) {
            dev.awaitLine("All 3 nodes are ready.");
            assertTrue(dev.awaitLine("connect").contains("redis-cli -c -p "));
            long killed = pid(2);
            kill(killed);
            assertTrue(dev.awaitLine("murmur-2 ended").contains("exit code 137 (killed)"));
            dev.awaitLine("pretending to be murmur-2");
            try (Program again = Program.start("dev", "--data", folder.toString(), "--node", "2")) {
                again.awaitLine("murmur-2 is ready.");
                dev.awaitLine("started elsewhere");
                again.terminate();
                assertEquals(ExitCode.OK, again.awaitExit(), again.awaitOutput());
            }
            dev.terminate();
            dev.awaitLine("Stopped.");
            assertEquals(ExitCode.OK, dev.awaitExit());
        }
        for (int node = 1; node <= 3; node++) {
            awaitGone(pid(node));
        }
        assertTrue(Files.readString(folder.resolve("murmur-1.log")).contains("stopped"));
    }

    @Test
    void itsNodesEndWhenItIsKilled() throws Exception {
        try (Program dev = start()) {
            dev.awaitLine("All 3 nodes are ready.");
            dev.kill();
        }
        for (int node = 1; node <= 3; node++) {
            awaitGone(pid(node));
        }
    }

    @Test
    void tellsTheLastWordsOfANodeThatRefuses() throws Exception {
        Files.createDirectories(folder.resolve("murmur-1"));
        Files.createFile(folder.resolve("murmur-1/refuse"));
        try (Program dev = start("--nodes", "1")) {
            assertTrue(dev.awaitLine("murmur-1 ended").contains("exit code 3 (its volume was refused)"));
            dev.awaitLine("murmur: the volume");
            dev.awaitLine("All nodes that were started here have ended.");
            assertEquals(ExitCode.FAILURE, dev.awaitExit());
        }
    }

    @Test
    void refusesPortsThatAreTakenBeforeItStartsAnything() throws Exception {
        int base = freeBase();
        try (ServerSocket taken = new ServerSocket(base + 102, 1, InetAddress.getLoopbackAddress());
                Program dev = Program.start("dev", "--data", folder.toString(), "--base-port", "" + base)) {
            String output = dev.awaitOutput();
            assertTrue(
                    output.startsWith("murmur: murmur.ports.http of murmur-2 is " + taken.getLocalPort()
                            + ", but something listens there already."),
                    output);
            assertEquals(ExitCode.FAILURE, dev.awaitExit());
        }
        assertFalse(Files.exists(folder.resolve("murmur-1.conf")));
    }

    @Test
    void anotherNumberOfNodesDoesNotFitAClusterThatIsThere() throws Exception {
        Files.createFile(folder.resolve("murmur-1.conf"));
        try (Program dev = start("--nodes", "3")) {
            assertTrue(dev.awaitOutput().contains("has a cluster of 1 nodes"));
            assertEquals(ExitCode.USAGE, dev.awaitExit());
        }
    }

    @Test
    void aNodeThatIsNotThereCannotBeStartedAgain() throws Exception {
        try (Program dev = start("--node", "2")) {
            assertTrue(dev.awaitOutput().contains("has no cluster yet; start one with 'murmur dev'"));
            assertEquals(ExitCode.USAGE, dev.awaitExit());
        }
    }

    private Program start(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 5];
        all[0] = "dev";
        all[1] = "--data";
        all[2] = folder.toString();
        all[3] = "--base-port";
        all[4] = Integer.toString(freeBase());
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return Program.start(all);
    }

    /// A port above which those of three nodes are free.
    private static int freeBase() throws IOException {
        while (true) {
            int base = Ports.free(1).getFirst();
            if (isFreeAbove(base)) {
                return base;
            }
        }
    }

    private static boolean isFreeAbove(int base) {
        for (int offset = 0; offset < 300; offset += 100) {
            for (int node = 1; node <= 3; node++) {
                try (ServerSocket socket =
                        new ServerSocket(base + offset + node, 1, InetAddress.getLoopbackAddress())) {
                    assertTrue(socket.isBound());
                } catch (IOException taken) {
                    return false;
                }
            }
        }
        return true;
    }

    private long pid(int node) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("murmur-" + node + "/pid")));
    }

    private static void kill(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        assertTrue(process.isPresent() && process.get().destroyForcibly());
    }

    private static void awaitGone(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
}
