package io.murmur.it;

import io.murmur.load.target.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One node on free ports of the loopback, by its configuration.
///
/// @param nodes declared in its cluster; it is the first of them
record SingleNode(Path data, List<Integer> ports, int nodes) {

    private static final int PURPOSES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// A cluster of its own.
    static SingleNode on(Path data) throws IOException {
        return of(data, 1);
    }

    /// The first of `nodes` declared ones.
    static SingleNode of(Path data, int nodes) throws IOException {
        return new SingleNode(data, Ports.free(PURPOSES + nodes - 1), nodes);
    }

    String configuration() {
        String members = IntStream.range(0, nodes)
                .mapToObj(node -> "\"n" + node + "=127.0.0.1:" + ports.get(PURPOSES - 1 + node) + "\"")
                .collect(Collectors.joining(", "));
        return """
            murmur {
              node { name = n0, host = "127.0.0.1", data = "%s" }
              ports { redis = %d, http = %d, internal = %d }
              cluster { nodes = [%s], replicas = %d }
            }
            """.formatted(data.toAbsolutePath(), ports.get(0), ports.get(1), ports.get(2), members, nodes);
    }

    InetSocketAddress redisAddress() {
        return Ports.loopback(ports.get(0));
    }

    String redisPort() {
        return ports.get(0).toString();
    }

    /// What `/health/ready` answers; empty if nobody does.
    String health() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            URI page = URI.create("http://127.0.0.1:" + ports.get(1) + "/health/ready");
            return client.send(
                            HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException nobody) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    boolean isReady() {
        return health().contains("\"ready\":true");
    }
}
