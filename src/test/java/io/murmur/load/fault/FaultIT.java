package io.murmur.load.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murmur.load.scene.Commands;
import io.murmur.load.scene.Enclosure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A short fault test against the packaged program; `load-tests/fault-test` is the long one, which also holds
/// it to the time in which a healed cut is crossed.
@Isolated("its load takes all there is")
final class FaultIT {

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void keepsItsPromisesWhileANodeIsCutOff(TestReporter reporter) throws IOException {
        String obstacle = Enclosure.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        List<String> options = List.of(
                "--faults=isolated,deaf",
                "--seconds=15",
                "--steady=2",
                "--first=0",
                "--keys=100",
                "--short-lived",
                "--data=" + folder.resolve("data"),
                "--report=" + folder.resolve("report.txt"));
        Commands.Ended ended = Commands.run(Enclosure.java("256m", FaultTest.Inside.class, options));
        reporter.publishEntry(ended.output());
        assertEquals(0, ended.exit(), ended.output());
    }
}
