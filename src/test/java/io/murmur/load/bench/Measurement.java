package io.murmur.load.bench;

import io.murmur.load.generator.Tally;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one round showed. CPU is in microseconds of one core.
///
/// @param serverMicros CPU time of the target's processes, 0 if they are unknown
/// @param ownMicros CPU time of the generator
/// @param machineMicros CPU time of the machine, whoever used it
record Measurement(
        double perSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        long operations,
        long failures,
        long nanos,
        long serverMicros,
        long ownMicros,
        long machineMicros) {

    private static final double NANOS_PER_MICRO = 1_000;

    static Measurement of(Tally tally, long nanos, CpuMeter cpu) {
        return new Measurement(
                tally.done() * 1e9 / nanos,
                tally.latencyMillis(50),
                tally.latencyMillis(99),
                tally.latencyMillis(99.9),
                tally.latencyMillis(100),
                tally.done(),
                tally.refused() + tally.missing() + tally.unanswered(),
                nanos,
                cpu.serverMicros(),
                cpu.ownMicros(),
                cpu.machineMicros());
    }

    double serverMicrosPerOperation() {
        return (double) serverMicros / Math.max(1, operations);
    }

    /// Cores the generator kept busy.
    double ownCores() {
        return ownMicros * NANOS_PER_MICRO / nanos;
    }

    /// Cores kept busy by the target's processes.
    double serverCores() {
        return serverMicros * NANOS_PER_MICRO / nanos;
    }

    /// Cores kept busy by others: the targets that wait for their turn, and whoever else is on the machine.
    double otherCores() {
        return Math.max(0, (machineMicros - serverMicros - ownMicros) * NANOS_PER_MICRO / nanos);
    }

    /// The median of one figure; of an even number of rounds the mean of the middle two.
    static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
