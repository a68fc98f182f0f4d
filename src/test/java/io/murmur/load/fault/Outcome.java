package io.murmur.load.fault;

import io.murmur.load.scene.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What came of one fault.
///
/// @param acknowledged writes that were answered while it lasted, W being a majority
/// @param bothSides those for which one owner is enough
/// @param increments those of counters, which were acknowledged
/// @param unknown writes of both kinds without answer
/// @param gapSeconds the longest time for which clients of a node that was to be served had no write acknowledged
/// @param servedSeconds after the heal, until every node had acknowledged a write
/// @param firstSeconds after the heal, until each node showed something written on each other side of the cut
/// @param allSeconds after the heal, until every node showed all that had been written before it, W being one
/// @param agreedSeconds after the load had stopped, until owners agreed
/// @param conflicts keys with several values beside each other
/// @param reads that were judged
/// @param errors that clients got, by their first word, from the first load to the last
/// @param cut what Murmur itself says of a cut; empty if it was none
/// @param violations of what clients were promised about values, a sentence each
/// @param faults what else is wrong, a sentence each
record Outcome(
        Fault fault,
        long acknowledged,
        long bothSides,
        long increments,
        long unknown,
        double gapSeconds,
        OptionalDouble servedSeconds,
        OptionalDouble firstSeconds,
        OptionalDouble allSeconds,
        OptionalDouble agreedSeconds,
        int conflicts,
        long reads,
        Map<String, Integer> errors,
        String cut,
        List<String> violations,
        List<String> faults) {

    Outcome {
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
        violations = List.copyOf(violations);
        faults = List.copyOf(faults);
    }

    boolean allKept() {
        return violations.isEmpty() && faults.isEmpty();
    }

    /// The head of a table of [#line].
    static String head() {
        return String.format(
                Locale.ROOT,
                "%-14s %9s %9s %9s %8s %8s %8s %8s %8s %8s %9s %8s  %s",
                "fault",
                "writes",
                "W=1",
                "incr",
                "unknown",
                "gap s",
                "served s",
                "first s",
                "all s",
                "agreed s",
                "conflicts",
                "reads",
                "broken  errors");
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-14s %9d %9d %9d %8d %8.1f %8s %8s %8s %8s %9d %8d %7d  %s",
                fault.name(),
                acknowledged,
                bothSides,
                increments,
                unknown,
                gapSeconds,
                seconds(servedSeconds),
                seconds(firstSeconds),
                seconds(allSeconds),
                seconds(agreedSeconds),
                conflicts,
                reads,
                violations.size() + faults.size(),
                errors.isEmpty() ? "" : errors);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
    }
}
