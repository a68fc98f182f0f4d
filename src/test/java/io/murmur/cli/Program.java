package io.murmur.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running [PretendingMurmur], its output on one stream; killed when it is closed.
final class Program implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder read = new StringBuilder();

    private Program(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Program start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PretendingMurmur.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MURMUR_"));
        return new Program(builder.start());
    }

    /// Reads until a line contains `part`, and returns that line.
    String awaitLine(String part) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            read.append(line).append('\n');
            if (line.contains(part)) {
                return line;
            }
        }
        throw new IOException("never said \"" + part + "\" but:\n" + read);
    }

    /// Everything it said until it ended.
    String awaitOutput() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            read.append(line).append('\n');
        }
        return read.toString();
    }

    /// SIGTERM. By its handle: [Process#destroy] would close the output, too.
    void terminate() {
        process.toHandle().destroy();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
