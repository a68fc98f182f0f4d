package io.murmur.load.kill;

import io.murmur.load.history.Checker;
import io.murmur.load.history.Event;
import io.murmur.load.history.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a kill test found, and whether all promises were kept.
///
/// @param faults what is wrong beside the verdict, a sentence each
record Findings(List<String> counts, Checker.Verdict verdict, List<String> faults) {

    private static final int SHOWN_MAX = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    /// What a drill saw.
    ///
    /// @param history the operations under load
    /// @param reads those after it
    record Evidence(List<Event> history, List<Event> reads, List<Service> outages, List<String> faults) {}

    static Findings of(Plan plan, int nodes, Evidence evidence) {
        List<Event> history = evidence.history();
        List<Event> reads = evidence.reads();
        Checker.Verdict verdict =
                Checker.check(Stream.concat(history.stream(), reads.stream()).toList());
        List<String> faults = new ArrayList<>(evidence.faults());
        List<String> counts = new ArrayList<>();
        counts.add(count(history, Event.Kind.SET, "sets"));
        counts.add(count(history, Event.Kind.DELETE, "deletes"));
        counts.add(count(history, Event.Kind.READ, "reads under load"));
        counts.add(reads.size() + " reads afterwards, through every node and with every pair of nodes");
        counts.add(verdict.late() + " reads showed an unanswered write beside acknowledged ones (allowed)");
        evidence.outages()
                .forEach(outage -> judge(outage, nodes, history, plan.gapMillis())
                        .forEach((gap, isLong) -> {
                            counts.add(gap);
                            if (isLong) {
                                faults.add(gap + ", more than " + plan.gapMillis());
                            }
                        }));
        evidence.outages().forEach(outage -> faults.addAll(unserved(outage, nodes, history)));
        if (history.stream().noneMatch(event -> event.isWrite() && event.isAcknowledged())) {
            faults.add("no write was acknowledged: nothing was tested");
        }
        return new Findings(counts, verdict, faults);
    }

    /// A sentence for each node that lived, and whether its clients waited too long.
    private static Map<String, Boolean> judge(Service outage, int nodes, List<Event> history, long gapMillis) {
        Map<String, Boolean> gaps = new LinkedHashMap<>();
        for (int node = 0; node < nodes; node++) {
            if (!outage.killed().contains(node)) {
                double millis = outage.longestGapNanos(node, history) / NANOS_PER_MILLI;
                String gap = String.format(
                        Locale.ROOT,
                        "%s: node %d without acknowledged writes for %.0f ms",
                        outage.name(),
                        node,
                        millis);
                gaps.put(gap, millis > gapMillis);
            }
        }
        return gaps;
    }

    /// Whatever the limit of time: who lives with a majority is served before the others are back (G8).
    private static List<String> unserved(Service outage, int nodes, List<Event> history) {
        return IntStream.range(0, nodes)
                .filter(node -> !outage.killed().contains(node) && !outage.wasServed(node, history))
                .mapToObj(node -> outage.name() + ": no write through node " + node + " was acknowledged")
                .toList();
    }

    /// The report, line by line.
    List<String> lines() {
        List<String> lines = new ArrayList<>(counts);
        faults.stream().limit(SHOWN_MAX).forEach(fault -> lines.add("BROKEN: " + fault));
        verdict.violations().stream().limit(SHOWN_MAX).forEach(violation -> lines.add("BROKEN: " + violation));
        lines.add(verdict.reads() + " reads judged, " + verdict.violations().size() + " violations, " + faults.size()
                + " other faults: " + (allKept() ? "all promises kept" : "PROMISES BROKEN"));
        return lines;
    }

    private static String count(List<Event> history, Event.Kind kind, String name) {
        long acknowledged = history.stream()
                .filter(event -> event.kind() == kind && event.isAcknowledged())
                .count();
        long unknown = history.stream()
                .filter(event -> event.kind() == kind && event.outcome() == Event.Outcome.UNKNOWN)
                .count();
        return acknowledged + " " + name + " answered, " + unknown + " without answer";
    }

    boolean allKept() {
        return verdict.violations().isEmpty() && faults.isEmpty();
    }
}
