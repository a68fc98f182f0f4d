package io.murmur.load.scene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs commands of the system that end soon.
public final class Commands {

    /// How a command ended.
    ///
    /// @param output both streams
    public record Ended(int exit, String output) {}

    private Commands() {}

    /// Waits for its end.
    ///
    /// @throws IOException if there is no such command
    public static Ended run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.onExit().join().exitValue(), output.strip());
    }

    /// Waits for its end, which must be a good one.
    ///
    /// @throws IOException if it fails, with what it said
    public static void succeed(List<String> command) throws IOException {
        Ended ended = run(command);
        if (ended.exit() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + ended.exit() + ": " + ended.output());
        }
    }

    /// Words divided by spaces.
    public static void succeed(String command) throws IOException {
        succeed(List.of(command.split(" ", -1)));
    }
}
