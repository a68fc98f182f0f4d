package io.murmur.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compares `src/docs/metrics.md` with the page of a node that has everything bound.
final class MetricsDocumentTest {

    private static final Path DOCUMENT = Path.of("src/docs/metrics.md");
    private static final String OPTIONAL_FROM = "### After the first collection";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([a-z, ]*)\\|.*\\|.*\\|");
    private static final Pattern REASON = Pattern.compile("reason=\"([^\"]+)\"");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    /// A line of the tables.
    private record Documented(String type, String tags, boolean optional) {}

    private final NodeMetrics metrics = BoundMetrics.create();
    private final Map<String, Documented> documented = new TreeMap<>();

    @BeforeEach
    void readTheDocument() throws IOException {
        boolean optional = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            optional |= line.startsWith(OPTIONAL_FROM);
            Matcher row = ROW.matcher(line);
            if (line.startsWith("| `")) {
                assertTrue(row.matches(), () -> "not a row of five columns: " + line);
                Documented metric = new Documented(row.group(2), row.group(3).strip(), optional);
                assertEquals(null, documented.put(row.group(1), metric), () -> "twice: " + line);
            }
        }
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everyMetricOfThePageIsDocumented() {
        List<String> missing = new ArrayList<>(page().keySet());
        missing.removeAll(documented.keySet());
        assertEquals(List.of(), missing);
    }

    @Test
    void everyDocumentedMetricIsOnThePage() {
        List<String> missing = new ArrayList<>();
        documented.forEach((name, metric) -> {
            if (!metric.optional()) {
                missing.add(name);
            }
        });
        missing.removeAll(page().keySet());
        assertEquals(List.of(), missing);
        assertFalse(documented.isEmpty());
    }

    @Test
    void typesAndTagsAreThoseOfThePage() {
        page().forEach((name, family) -> {
            Documented metric = documented.get(name);
            if (metric != null) {
                assertEquals(metric.type() + ": " + metric.tags(), family.type() + ": " + tags(family), name);
            }
        });
    }

    /// An alert on a reason that the page spells otherwise never fires.
    @Test
    void everyReasonOfThePageIsNamed() throws IOException {
        String text = Files.readString(DOCUMENT);
        List<String> missing = new ArrayList<>();
        page().forEach((name, family) -> family.samples()
                .keySet()
                .forEach(sample -> REASON.matcher(sample)
                        .results()
                        .map(reason -> reason.group(1))
                        .filter(reason -> !text.contains('`' + reason + '`'))
                        .forEach(reason -> missing.add(name + ": " + reason))));
        assertEquals(List.of(), missing);
    }

    private static String tags(PrometheusPage.Family family) {
        TreeSet<String> tags = new TreeSet<>();
        for (String sample : family.samples().keySet()) {
            LABEL.matcher(sample).results().forEach(label -> tags.add(label.group(1)));
        }
        tags.remove("le");
        return String.join(", ", tags);
    }

    private Map<String, PrometheusPage.Family> page() {
        return PrometheusPage.parse(metrics.page()).families();
    }
}
