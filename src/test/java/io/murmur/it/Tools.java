package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Programs the tests run, and waiting with a limit.
final class Tools {

    static final Path MURMUR = Path.of("bin/murmur").toAbsolutePath();

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How a program ended.
    record Ended(int exitCode, String output) {}

    private Tools() {}

    /// The program `name`; the test is skipped, visibly, where it is not installed.
    static Path installed(String name) {
        Path tool = Path.of("/usr/bin", name);
        assumeTrue(Files.isExecutable(tool), name + " is not installed");
        return tool;
    }

    /// What a program printed; it must succeed.
    static String output(Path tool, String... arguments) throws IOException, InterruptedException {
        Ended ended = run(60, tool, arguments);
        assertTrue(ended.exitCode() == 0, () -> tool + " " + List.of(arguments) + " failed: " + ended.output());
        return ended.output();
    }

    /// Runs a program to its end, which must come within `seconds`.
    static Ended run(long seconds, Path tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean inTime = process.waitFor(seconds, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertTrue(inTime, () -> command + " did not end: " + text);
            return new Ended(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /// Waits until `condition` holds.
    static void await(String what, long seconds, BooleanSupplier condition) {
        assertTrue(isReached(seconds, condition), () -> "not within " + seconds + " s: " + what);
    }

    /// Waits until `condition` holds.
    ///
    /// @return whether it did within `seconds`
    static boolean isReached(long seconds, BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= limit) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
