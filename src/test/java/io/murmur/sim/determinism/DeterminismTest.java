package io.murmur.sim.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A seed is all there is to a run of any simulator: the same in every process. A failure prints it, and how to run it
/// again.
@Execution(ExecutionMode.CONCURRENT)
class DeterminismTest {

    private static final int SEEDS = 60;
    private static final long CHILD_MINUTES_MAX = 4;

    @TempDir
    private Path folder;

    /// Identity hash codes of the child come from another generator (1: addresses, 2: always the same), and sets and
    /// maps of the JDK that draw their order when the process starts draw another.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runsASeedTheSameWayInAnotherProcess(int hashCodes) throws IOException, InterruptedException {
        Path hashes = folder.resolve("hashes");
        Path log = folder.resolve("log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=" + hashCodes,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SeedHashes.class.getName(),
                        Integer.toString(SEEDS),
                        hashes.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(child.waitFor(CHILD_MINUTES_MAX, TimeUnit.MINUTES), "the other process does not end");
            assertEquals(0, child.exitValue(), () -> textOf(log));
            assertEquals(SeedHashes.of(SEEDS), Files.readAllLines(hashes));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static String textOf(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return "the log of the other process cannot be read: " + failure;
        }
    }

    @Test
    void differentSeedsAreDifferentRuns() {
        List<Long> hashes = LongStream.range(0, SEEDS)
                .mapToObj(seed -> Simulation.run(seed, Safeguards.ALL).traceHash())
                .distinct()
                .toList();
        assertEquals(SEEDS, hashes.size());
    }

    @Test
    void aFailurePrintsSeedOptionsAndTheCommandToReplayIt() {
        Simulation.Result broken = LongStream.range(0, 400)
                .mapToObj(seed -> Simulation.run(seed, Safeguards.without(Safeguard.ANSWER_AFTER_SYNC)))
                .filter(result -> !result.violations().isEmpty())
                .findFirst()
                .orElseThrow();
        String report = broken.report();
        assertTrue(report.startsWith("seed " + broken.seed() + " broke a promise"), report);
        assertTrue(report.contains(broken.violations().getFirst()), report);
        assertTrue(report.contains(broken.options()), report);
        assertTrue(
                report.endsWith(
                        "replay: mvn -q test -Dtest=ActiveReplicationSimulationTest -Dmurmur.seed=" + broken.seed()),
                report);
    }
}
