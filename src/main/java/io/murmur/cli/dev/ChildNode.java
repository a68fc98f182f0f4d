package io.murmur.cli.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The process of one node. It reads from a pipe of which this process has the other end, and ends when that is closed:
/// by us, or by the kernel when we are killed.
final class ChildNode {

    private static final int TAIL_BYTES = 8 * 1024;
    private static final int LINES_MAX = 8;

    /// Variables that would give all nodes the same place. What else the environment says holds for all of them.
    private static final List<String> PLACES = List.of("MURMUR_NODE_", "MURMUR_PORTS_", "MURMUR_CLUSTER_");

    private final DevNode node;
    private final Process process;
    private final long logStart;

    private ChildNode(DevNode node, Process process, long logStart) {
        this.node = node;
        this.process = process;
        this.logStart = logStart;
    }

    /// Starts it. What it prints is appended to its log.
    ///
    /// @param program runs a command line of Murmur when arguments are appended
    static ChildNode start(DevNode node, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("node", "--config", node.config().toString(), "--stop-with-parent"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile()));
        forgetPlaces(builder.environment());
        long logStart = Files.exists(node.log()) ? Files.size(node.log()) : 0;
        return new ChildNode(node, builder.start(), logStart);
    }

    /// Drops from an environment what `murmur dev` decides itself.
    static void forgetPlaces(Map<String, String> environment) {
        environment.keySet().removeIf(name -> PLACES.stream().anyMatch(name::startsWith));
    }

    DevNode node() {
        return node;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Of a process that has ended.
    int exitCode() {
        return process.exitValue();
    }

    /// SIGTERM.
    void stop() {
        process.destroy();
    }

    /// Waits until it has ended, and kills it if that takes too long.
    void awaitEnd(long deadlineNanos) throws InterruptedException {
        long left = Math.max(0, deadlineNanos - System.nanoTime());
        try {
            process.onExit().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            process.destroyForcibly().waitFor();
        }
    }

    /// The last lines it printed since it was started.
    List<String> lastWords() {
        return lastLines(node.log(), logStart);
    }

    static List<String> lastLines(Path log, long start) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(start, file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
        } catch (IOException unreadable) {
            return List.of("(its log cannot be read: " + unreadable.getMessage() + ")");
        }
    }
}
