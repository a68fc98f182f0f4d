package io.murmur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.command.ExitCode;
import io.murmur.load.target.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `murmur node` as a process: what it says, and how it ends.
@Execution(ExecutionMode.CONCURRENT)
final class NodeProcessTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void endsWithZeroAfterSigterm() throws Exception {
        try (Program program = Program.start("node", "--config", config("").toString())) {
            program.awaitLine("pretending to be a");
            program.terminate();
            program.awaitLine("stopped");
            assertEquals(ExitCode.OK, program.awaitExit());
        }
    }

    @Test
    void stopsInOrderWhenItsParentIsGone() throws Exception {
        try (Program program = Program.start("node", "--config", config("").toString(), "--stop-with-parent")) {
            program.awaitLine("pretending to be a");
            program.closeInput();
            program.awaitLine("stopped");
            assertEquals(ExitCode.OK, program.awaitExit());
        }
    }

    @Test
    void refusedVolumesHaveAnExitCodeOfTheirOwn() throws Exception {
        Path config = config("");
        Files.createDirectories(folder.resolve("data"));
        Files.createFile(folder.resolve("data/refuse"));
        try (Program program = Program.start("node", "--config", config.toString())) {
            assertTrue(program.awaitOutput().startsWith("murmur: the volume "));
            assertEquals(ExitCode.REFUSED, program.awaitExit());
        }
        try (Program program = Program.start("node", "--config", config.toString(), "--accept-loss")) {
            program.awaitLine("pretending to be a");
        }
    }

    @Test
    void badConfigurationsAreListed() throws Exception {
        Path config = config("murmur { ports.http = -1, storage.lanes = many }");
        try (Program program = Program.start("node", "--config", config.toString())) {
            String output = program.awaitOutput();
            assertTrue(
                    output.startsWith("murmur: bad configuration, 2 problems:\n  murmur.ports.http is -1 ("), output);
            assertTrue(output.contains("  murmur.storage.lanes is \"many\" ("), output);
            assertEquals(ExitCode.USAGE, program.awaitExit());
        }
    }

    @Test
    void aPortInUseIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config("murmur.ports.redis = " + taken.getLocalPort());
            try (Program program = Program.start("node", "--config", config.toString())) {
                String output = program.awaitOutput();
                assertTrue(
                        output.startsWith("murmur: murmur.ports.redis is " + taken.getLocalPort()
                                + ", but this node cannot listen there"),
                        output);
                assertEquals(ExitCode.FAILURE, program.awaitExit());
            }
        }
    }

    private Path config(String more) throws IOException {
        List<Integer> ports = Ports.free(2);
        return Files.writeString(folder.resolve("node.conf"), """
            murmur.node { name = a, data = "%s" }
            murmur.ports { internal = %d, http = %d, redis = 0 }
            murmur.cluster { nodes = ["a=127.0.0.1:%d"], replicas = 1 }
            %s
            """.formatted(
                        folder.resolve("data"), ports.getFirst(), ports.getLast(), ports.getFirst(), more));
    }
}
