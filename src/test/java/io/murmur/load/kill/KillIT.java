package io.murmur.load.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.history.Load;
import io.murmur.load.target.MurmurFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A short kill test against the packaged program; `load-tests/kill-test` is the long one, which also holds
/// it to the time in which service is back.
@Isolated("its load takes all there is")
final class KillIT {

    /// Outages are short, the limits of time generous: on a busy machine only promises are judged, not speed.
    private static final Plan SHORT =
            new Plan(new Load("kill:", 200, 100, 2, 2_000, 5_000), 1_500, 2_500, 5_000, 60_000, 30_000);

    /// What Pekko would do a minute after a start happens before a node is killed, and again after it came back.
    /// With its compression on, all that is sent to the new process is lost from then on, and this test fails.
    private static final String HASTY = """
        pekko.remote.artery.advanced.compression {
          actor-refs { advertisement-interval = 500 ms }
          manifests { advertisement-interval = 500 ms }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void keepsItsPromisesWhileNodesAreKilled(TestReporter reporter) throws IOException {
        List<String> progress = new ArrayList<>();
        Path murmur = Path.of("bin/murmur").toAbsolutePath();
        try (MurmurFleet fleet = new MurmurFleet(murmur, folder.resolve("murmur"), MurmurFleet.SHORT_LIVED, HASTY)) {
            Findings findings = new Drill(fleet, SHORT, progress::add).run();
            reporter.publishEntry(String.join("\n", findings.lines()));
            assertTrue(
                    findings.allKept(), () -> String.join("\n", findings.lines()) + "\n" + String.join("\n", progress));
        }
    }
}
