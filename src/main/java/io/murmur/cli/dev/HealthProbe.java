package io.murmur.cli.dev;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks nodes how they are, at `/health/ready` of their HTTP doors.
final class HealthProbe implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /// What the node says of itself, null if it does not answer in time.
    @Nullable
    Sight look(DevNode node) throws InterruptedException {
        URI uri = URI.create("http://" + DevNode.HOST + ":" + node.ports().http() + "/health/ready");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return read(response.body());
        } catch (IOException e) {
            return null;
        }
    }

    /// Null if somebody else answers at that port.
    static @Nullable Sight read(String body) {
        try {
            Config health = ConfigFactory.parseString(body, JSON);
            return new Sight(health.getString("state"), health.getBoolean("ready"), health.getString("detail"));
        } catch (ConfigException e) {
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
