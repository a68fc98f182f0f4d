package io.murmur.load.absence;

import io.murmur.load.target.MurmurFleet;
import io.murmur.load.target.ProcessCpu;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Whose work kept the machine's cores busy in each phase: each node, this process, and everybody else. Others that
/// are busy make latencies worse than they are.
final class Work {

    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;

    private final MurmurFleet fleet;
    private final Map<Phase, List<Double>> cores = new EnumMap<>(Phase.class);
    private Phase phase = Phase.WARM_UP;
    private Sample begun = new Sample(0, List.of());

    /// CPU time so far, in microseconds.
    ///
    /// @param parts of each node, 0 if it does not run; of this process; of the machine
    private record Sample(long nanos, List<Long> parts) {}

    Work(MurmurFleet fleet) {
        this.fleet = fleet;
    }

    /// Another phase begins.
    void enter(Phase next) throws IOException {
        end();
        phase = next;
    }

    /// The last one is over.
    void end() throws IOException {
        Sample now = sample();
        if (!begun.parts().isEmpty()) {
            double micros = (now.nanos() - begun.nanos()) / NANOS * MICROS;
            List<Double> shares = new ArrayList<>();
            for (int part = 0; part < now.parts().size(); part++) {
                // A node that was killed meanwhile shows nothing of what it did; one that is new began with nothing.
                shares.add(Math.max(0, now.parts().get(part) - begun.parts().get(part)) / micros);
            }
            double machine = shares.removeLast();
            double known = shares.stream().mapToDouble(Double::doubleValue).sum();
            shares.add(Math.max(0, machine - known));
            cores.put(phase, shares);
        }
        begun = now;
    }

    private Sample sample() throws IOException {
        List<Long> parts = new ArrayList<>();
        for (int node = 0; node < fleet.size(); node++) {
            parts.add(fleet.isRunning(node) ? ProcessCpu.ofProcesses(List.of(fleet.pid(node))) : 0L);
        }
        parts.add(ProcessCpu.ofThisProcess());
        parts.add(ProcessCpu.ofMachine());
        return new Sample(System.nanoTime(), parts);
    }

    /// The cores of each node, of this process, and of others, as a text for each phase that is over.
    Map<Phase, String> words() {
        Map<Phase, String> words = new EnumMap<>(Phase.class);
        cores.forEach((which, shares) -> words.put(
                which,
                shares.stream()
                        .map(share -> String.format(Locale.ROOT, "%.2f", share))
                        .collect(Collectors.joining(" "))));
        return words;
    }
}
