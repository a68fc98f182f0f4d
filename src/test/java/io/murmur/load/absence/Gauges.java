package io.murmur.load.absence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/// What a node shows at `/metrics`, at one moment.
///
/// @param values by name and tags, as they are written there
record Gauges(Map<String, Double> values) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// Asks a node.
    ///
    /// @param door such as `127.0.0.1:7380`
    static Gauges of(String door) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + door + "/metrics"))
                    .timeout(LIMIT)
                    .build();
            return parse(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Reads the text format of Prometheus.
    static Gauges parse(String page) {
        Map<String, Double> values = new TreeMap<>();
        page.lines()
                .filter(line -> !line.startsWith("#") && line.lastIndexOf(' ') > 0)
                .forEach(line -> values.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        return new Gauges(values);
    }

    /// All series of one metric together.
    ///
    /// @throws NoSuchElementException if there is none: 0 may be what is waited for
    long sum(String metric) {
        List<Double> series = values.entrySet().stream()
                .filter(entry -> entry.getKey().equals(metric) || entry.getKey().startsWith(metric + "{"))
                .map(Map.Entry::getValue)
                .toList();
        if (series.isEmpty()) {
            throw new NoSuchElementException("the node shows no metric " + metric);
        }
        return (long) series.stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Of one metric the series whose tags contain this text.
    long sum(String metric, String tag) {
        return (long) values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(metric + "{")
                        && entry.getKey().contains(tag))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
