package io.murmur.load.bench;

import io.murmur.load.codec.KeySpace;
import io.murmur.load.generator.Generator;
import io.murmur.load.generator.Round;
import io.murmur.load.generator.Tally;
import io.murmur.load.generator.Watch;
import io.murmur.load.profile.Profiler;
import io.murmur.load.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Fills the targets, warms them up, measures the closed loops in turns, then the open ones.
///
/// Every other round visits the targets in reverse order, so that none always follows the same neighbour.
final class Bench {

    private static final long LEAD_MILLIS = 500;
    private static final int FILL_MINUTES_MAX = 30;
    private static final double OPEN_RATE_STEP = 100;

    private final Settings settings;
    private final List<Target> targets;
    private final Consumer<String> progress;
    private final KeySpace space;
    private final Generator generator = new Generator();
    private final Results results = new Results();

    Bench(Settings settings, List<Target> targets, Consumer<String> progress) {
        this.settings = settings;
        this.targets = targets;
        this.progress = progress;
        space = new KeySpace(settings.keys(), settings.valueBytes());
    }

    Results run() throws IOException, InterruptedException {
        for (Target target : targets) {
            fill(target);
            warmUp(target);
        }
        measure(closedScenarios());
        measure(openScenarios());
        return results;
    }

    /// Runs each kind of load once more on every target that consists of JVMs, and says where their CPU time
    /// went.
    String profile(Path folder) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Target target : targets) {
            for (int readPercent : settings.readPercents()) {
                Scenario scenario = new Scenario(readPercent, Collections.max(settings.connections()), 0);
                Profiler profiler = new Profiler(target.pids(), folder.resolve(target.name() + "-" + readPercent));
                if (profiler.hasProcesses()) {
                    text.append(profile(target, scenario, profiler));
                }
            }
        }
        return text.toString();
    }

    private String profile(Target target, Scenario scenario, Profiler profiler)
            throws IOException, InterruptedException {
        profiler.begin();
        Generator.Outcome outcome = generator.run(round(target, scenario, settings.seconds(), false), profiler);
        String table = profiler.end(outcome.tally().done());
        progress.accept("profiled " + target.name() + ": " + scenario.name());
        return "\n## CPU of " + target.name() + ": " + scenario.name() + "\n\n" + table;
    }

    private void fill(Target target) throws IOException, InterruptedException {
        Scenario writes = new Scenario(0, Collections.max(settings.connections()), 0);
        long startNanos = System.nanoTime();
        Tally tally = generator
                .run(round(target, writes, 60.0 * FILL_MINUTES_MAX, true), Watch.NONE)
                .tally();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (tally.done() < space.keys()) {
            throw new IOException(target.name() + " took " + tally.done() + " of " + space.keys() + " keys, refused "
                    + tally.refused() + refusalOf(tally) + ", left unanswered " + tally.unanswered());
        }
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %,d keys in %.1f s (%,.0f/s)",
                target.name(),
                tally.done(),
                seconds,
                tally.done() / seconds));
    }

    private void warmUp(Target target) throws IOException, InterruptedException {
        double seconds =
                (double) settings.warmUpSeconds() / settings.readPercents().size();
        for (int readPercent : settings.readPercents()) {
            Scenario scenario = new Scenario(readPercent, Collections.max(settings.connections()), 0);
            if (seconds > 0) {
                generator.run(round(target, scenario, seconds, false), Watch.NONE);
            }
        }
        progress.accept(target.name() + ": warm after " + settings.warmUpSeconds() + " s");
    }

    private List<Scenario> closedScenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (int readPercent : settings.readPercents()) {
            for (int connections : settings.connections()) {
                scenarios.add(new Scenario(readPercent, connections, 0));
            }
        }
        return scenarios;
    }

    /// All targets get the same rate, else their latencies say nothing about each other.
    private List<Scenario> openScenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Scenario closed : closedScenarios()) {
            double slowest = targets.stream()
                    .mapToDouble(target -> results.median(closed, target.name(), Measurement::perSecond))
                    .min()
                    .orElse(0);
            List<Double> rates = new ArrayList<>(settings.openRates());
            settings.openShares()
                    .forEach(share -> rates.add(
                            Math.max(OPEN_RATE_STEP, Math.floor(slowest * share / OPEN_RATE_STEP) * OPEN_RATE_STEP)));
            rates.forEach(rate -> scenarios.add(new Scenario(closed.readPercent(), closed.connections(), rate)));
        }
        return scenarios;
    }

    private void measure(List<Scenario> scenarios) throws IOException, InterruptedException {
        for (int index = 0; index < settings.rounds(); index++) {
            List<Target> order = index % 2 == 0 ? targets : targets.reversed();
            for (Scenario scenario : scenarios) {
                for (Target target : order) {
                    measure(target, scenario, index + 1);
                }
            }
        }
    }

    private void measure(Target target, Scenario scenario, int number) throws IOException, InterruptedException {
        CpuMeter cpu = new CpuMeter(target.pids());
        Generator.Outcome outcome = generator.run(round(target, scenario, settings.seconds(), false), cpu);
        Measurement measurement = Measurement.of(outcome.tally(), outcome.nanos(), cpu);
        results.add(scenario, target.name(), measurement);
        progress.accept(String.format(
                Locale.ROOT,
                "round %d: %-8s %-36s %,9.0f/s  p99 %7.2f ms  failed %d%s",
                number,
                target.name(),
                scenario.name(),
                measurement.perSecond(),
                measurement.p99Millis(),
                measurement.failures(),
                refusalOf(outcome.tally())));
    }

    private static String refusalOf(Tally tally) {
        return tally.refusal().isEmpty() ? "" : " (first: " + tally.refusal() + ")";
    }

    private Round round(Target target, Scenario scenario, double seconds, boolean eachKeyOnce) {
        return new Round(
                target.addresses(),
                address -> target.codec(address, space),
                space,
                Math.min(settings.threads(), scenario.connections()),
                scenario.connections(),
                scenario.readPercent(),
                scenario.perSecond(),
                eachKeyOnce ? 0 : LEAD_MILLIS,
                (long) (seconds * 1000),
                eachKeyOnce);
    }
}
