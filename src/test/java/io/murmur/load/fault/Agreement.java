package io.murmur.load.fault;

import io.murmur.door.http.status.StatusJson;
import io.murmur.door.http.status.Verification;
import io.murmur.load.scene.Commands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// Whether the replicas agree, as Murmur says itself.
///
/// @param program the start script
/// @param door of a node, such as `10.77.0.1:7380`
public record Agreement(String program, String door) {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    /// Whether clocks and roots of all owners are equal now.
    public boolean isReached() throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + door + "/verify?read=false"))
                    .timeout(LIMIT)
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200
                    && StatusJson.readVerification(response.body()).verdict().equals(Verification.AGREED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Reads every row (`murmur verify`).
    ///
    /// @return what it said, if it is not content
    List<String> verify() throws IOException {
        Commands.Ended ended = Commands.run(List.of(program, "verify", "--address", door));
        return ended.exit() == 0 ? List.of() : List.of("murmur verify: " + ended.output());
    }

    /// What the nodes saw of cuts (`murmur cuts`); it ends well if each says that it has come together with all others.
    Commands.Ended cuts() throws IOException {
        return Commands.run(List.of(program, "cuts", "--address", door));
    }
}
