package io.murmur.load.volume;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM with a node's heap that runs one of this package's main classes. Ends with its owner.
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    Child(String heap, Class<?> main, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xms" + heap,
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString()));
        command.addAll(List.of(arguments));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    BufferedReader lines() {
        return lines;
    }

    long pid() {
        return process.pid();
    }

    /// What it has said can still be read: [Process#destroyForcibly] would close the stream.
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        lines.close();
        process.onExit().join();
    }
}
