package io.murmur.load.volume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process and a folder take of the machine.
public final class Usage {

    private static final long MIB = 1L << 20;

    private Usage() {}

    /// A line of `/proc/PID/status` in MiB: `VmRSS` is the resident memory now, `VmHWM` the most it ever was.
    public static long memoryMib(long pid, String line) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(found -> found.startsWith(line + ":"))
                .mapToLong(found -> Long.parseLong(found.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /// What the files of a folder occupy on the disk, preallocated blocks included.
    public static long diskMib(Path folder) throws IOException {
        Process du = new ProcessBuilder("du", "-s", "--block-size=1", folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(line.substring(0, line.indexOf('\t'))) / MIB;
    }

    /// The lengths of the write-ahead logs of a volume together.
    static long logMib(Path volume) throws IOException {
        try (Stream<Path> files = Files.list(volume.resolve("db"))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            long bytes = 0;
            for (Path log : logs) {
                bytes += Files.size(log);
            }
            return bytes / MIB;
        }
    }

    /// Time the process has spent on the CPU, in nanoseconds.
    static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
