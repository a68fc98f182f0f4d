package io.murmur.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a page in the text format of Prometheus, strictly: what is no comment, type or sample is refused.
final class PrometheusPage {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z][a-z0-9_]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z][a-z0-9_]*) (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)(\\{[^}]*\\})? (-?[0-9.E+-]+|NaN|[+-]Inf)");

    /// One family of samples.
    record Family(String name, String type, String help, Map<String, Double> samples) {}

    private final Map<String, Family> families = new TreeMap<>();

    private PrometheusPage() {}

    static PrometheusPage parse(String text) {
        PrometheusPage page = new PrometheusPage();
        String help = "";
        Family current = new Family("", "", "", Map.of());
        for (String line : text.lines().toList()) {
            Matcher helps = HELP.matcher(line);
            Matcher types = TYPE.matcher(line);
            Matcher samples = SAMPLE.matcher(line);
            if (helps.matches()) {
                help = helps.group(1) + " " + helps.group(2);
            } else if (types.matches()) {
                current = page.begin(types.group(1), types.group(2), help);
            } else if (samples.matches() && belongs(samples.group(1), current)) {
                String labels = Objects.requireNonNullElse(samples.group(2), "");
                current.samples().put(samples.group(1) + labels, value(samples.group(3)));
            } else {
                throw new AssertionError("not of the text format, or out of place: " + line);
            }
        }
        return page;
    }

    private Family begin(String name, String type, String help) {
        String text = help.startsWith(name + " ") ? help.substring(name.length() + 1) : "";
        Family family = new Family(name, type, text, new TreeMap<>());
        if (families.put(name, family) != null) {
            throw new AssertionError(name + " has two types");
        }
        return family;
    }

    private static boolean belongs(String sample, Family family) {
        List<String> endings = new ArrayList<>(List.of(""));
        switch (family.type()) {
            case "histogram" -> endings.addAll(List.of("_bucket", "_count", "_sum"));
            case "summary" -> endings.addAll(List.of("_count", "_sum"));
            default -> {}
        }
        return endings.stream().anyMatch(ending -> sample.equals(family.name() + ending));
    }

    private static double value(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    Map<String, Family> families() {
        return families;
    }

    Family family(String name) {
        return Objects.requireNonNull(families.get(name), () -> "no family " + name + " in " + families.keySet());
    }

    /// The value of a sample, its labels in the order of the page.
    double sample(String family, String sample) {
        return Objects.requireNonNull(
                family(family).samples().get(sample),
                () -> sample + " is not in " + family(family).samples().keySet());
    }
}
