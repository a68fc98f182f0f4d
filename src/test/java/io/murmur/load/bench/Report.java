package io.murmur.load.bench;

import io.murmur.load.target.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The results as Markdown.
final class Report {

    private static final List<String> COLUMNS = List.of(
            "load",
            "target",
            "op/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "server CPU us/op",
            "server cores",
            "generator cores",
            "other cores",
            "failed");
    private static final int COLUMNS_OF_TEXT = 2;

    private Report() {}

    /// @param conditions facts about machine and run, a line each
    static String of(Results results, List<Target> targets, List<String> conditions) {
        StringBuilder text = new StringBuilder("# Comparison\n\n");
        conditions.forEach(line -> text.append("- ").append(line).append('\n'));
        targets.forEach(target -> text.append("- ")
                .append(target.name())
                .append(": ")
                .append(target.description())
                .append('\n'));
        text.append('\n').append(head());
        for (Scenario scenario : results.scenarios()) {
            results.of(scenario).forEach((target, rounds) -> text.append(row(scenario, target, rounds)));
        }
        text.append(ratios(results));
        return text.toString();
    }

    private static String head() {
        return "| " + String.join(" | ", COLUMNS) + " |\n|" + "---|".repeat(COLUMNS_OF_TEXT)
                + "--:|".repeat(COLUMNS.size() - COLUMNS_OF_TEXT) + "\n";
    }

    private static String row(Scenario scenario, String target, List<Measurement> rounds) {
        boolean metered = rounds.stream().anyMatch(round -> round.serverMicros() > 0);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.2f | %.2f | %.2f | %.1f | %s | %s | %.2f | %.2f | %,d |%n",
                scenario.name(),
                target,
                Measurement.median(rounds, Measurement::perSecond),
                Measurement.median(rounds, Measurement::p50Millis),
                Measurement.median(rounds, Measurement::p99Millis),
                Measurement.median(rounds, Measurement::p999Millis),
                Measurement.median(rounds, Measurement::maxMillis),
                metered ? number(Measurement.median(rounds, Measurement::serverMicrosPerOperation), 0) : "?",
                metered ? number(Measurement.median(rounds, Measurement::serverCores), 2) : "?",
                Measurement.median(rounds, Measurement::ownCores),
                Measurement.median(rounds, Measurement::otherCores),
                rounds.stream().mapToLong(Measurement::failures).sum());
    }

    /// The first target against each of the others, where the loop is closed.
    private static String ratios(Results results) {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : results.scenarios()) {
            Map<String, List<Measurement>> byTarget = results.of(scenario);
            String first = byTarget.keySet().iterator().next();
            double own = results.median(scenario, first, Measurement::perSecond);
            byTarget.keySet().stream()
                    .filter(other -> !other.equals(first) && scenario.perSecond() == 0)
                    .forEach(other -> text.append("- ")
                            .append(scenario.name())
                            .append(": ")
                            .append(first)
                            .append(" does ")
                            .append(number(own / results.median(scenario, other, Measurement::perSecond), 2))
                            .append(" times the operations of ")
                            .append(other)
                            .append('\n'));
        }
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
