package io.murmur.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private static final Scenario WRITES = new Scenario(0, 50, 0);

    @Test
    void showsTheMedianOfTheRoundsAndAllFailures() {
        Results results = new Results();
        results.add(WRITES, "murmur", measurement(3_000, 1, 300_000));
        results.add(WRITES, "murmur", measurement(9_000, 0, 900_000));
        results.add(WRITES, "murmur", measurement(1_000, 2, 100_000));
        String report = Report.of(results, List.of(), List.of());
        String row =
                "| set, 50 connections, closed | murmur | 3,000 | 1.00 | 2.00 | 3.00 | 4.0 | 100 | 0.30 | 0.10 | 1.60"
                        + " | 3 |";
        assertTrue(report.contains(row), report);
    }

    @Test
    void saysThatCpuIsUnknownInsteadOfZero() {
        Results results = new Results();
        results.add(WRITES, "attached", measurement(3_000, 0, 0));
        assertTrue(Report.of(results, List.of(), List.of()).contains("| ? | ? |"));
    }

    @Test
    void comparesTheFirstTargetWithTheOthers() {
        Results results = new Results();
        results.add(WRITES, "murmur", measurement(3_000, 0, 1));
        results.add(WRITES, "etcd", measurement(2_000, 0, 1));
        assertTrue(Report.of(results, List.of(), List.of()).contains("murmur does 1.50 times the operations of etcd"));
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsIsBetweenTheMiddleTwo() {
        List<Measurement> rounds =
                List.of(measurement(4, 0, 1), measurement(1, 0, 1), measurement(2, 0, 1), measurement(9, 0, 1));
        assertEquals(3, Measurement.median(rounds, Measurement::perSecond));
    }

    /// One second of load, 2 cores busy in all, a tenth of one by the generator.
    private static Measurement measurement(long perSecond, long failures, long serverMicros) {
        return new Measurement(
                perSecond, 1, 2, 3, 4, perSecond, failures, 1_000_000_000, serverMicros, 100_000, 2_000_000);
    }
}
