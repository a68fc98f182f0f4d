package io.murmur.cli.verify;

import io.murmur.cli.command.Address;
import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import io.murmur.door.http.status.Verification;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks one node's HTTP door.
final class VerifyClient implements AutoCloseable {

    private static final Duration FINDING = Duration.ofSeconds(2);
    private static final long BYTES_MAX = 64L << 20;
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;
    private final Address address;
    private final NodeStatus status;

    private VerifyClient(HttpClient client, Duration timeout, Address address, NodeStatus status) {
        this.client = client;
        this.timeout = timeout;
        this.address = address;
        this.status = status;
    }

    /// Finds the first node that answers.
    ///
    /// @param timeout for each verification
    /// @throws Failed when none does; says what each said
    static VerifyClient find(List<Address> addresses, Duration timeout) throws Failed, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(FINDING)
                .build();
        List<String> silent = new ArrayList<>();
        for (Address address : addresses) {
            try {
                HttpResponse<byte[]> response = get(client, address, "/status", FINDING);
                if (response.statusCode() == OK) {
                    return new VerifyClient(client, timeout, address, StatusJson.read(response.body()));
                }
                silent.add(address + " answers HTTP " + response.statusCode());
            } catch (IOException nobody) {
                silent.add("nobody answers at " + address);
            }
        }
        client.close();
        throw new Failed(
                ExitCode.FAILURE,
                String.join(", ", silent) + "; give the HTTP door of a node with --address HOST:PORT");
    }

    private static HttpResponse<byte[]> get(HttpClient client, Address address, String path, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.uri(path)).timeout(timeout).build();
        return client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
    }

    Address address() {
        return address;
    }

    NodeStatus status() {
        return status;
    }

    /// Has partitions verified.
    ///
    /// @param reads whether rows are read
    /// @param all whether the answer lists partitions that agree
    /// @throws Failed when it cannot be; says why
    Verification verify(PartitionRange range, boolean reads, boolean all) throws Failed, InterruptedException {
        String path = "/verify?partitions=" + range + "&read=" + reads + "&all=" + all;
        try {
            HttpResponse<byte[]> response = get(client, address, path, timeout);
            if (response.statusCode() == OK) {
                return StatusJson.readVerification(response.body());
            }
            String said = new String(response.body(), StandardCharsets.UTF_8).strip();
            throw new Failed(ExitCode.FAILURE, address + " answers HTTP " + response.statusCode() + ": " + said);
        } catch (IOException failed) {
            throw new Failed(
                    ExitCode.FAILURE,
                    "partitions " + range + " could not be verified by " + address + ": " + failed.getMessage()
                            + "; try again, another node (--address) or more time (--timeout)");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
