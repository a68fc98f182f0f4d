package io.murmur.cli.command;

import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The HTTP door of a node, for commands that ask one node.
public final class NodeDoor implements AutoCloseable {

    private static final Duration FINDING = Duration.ofSeconds(2);
    private static final long BYTES_MAX = 64L << 20;
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;
    private final Address address;
    private final NodeStatus status;

    private NodeDoor(HttpClient client, Duration timeout, Address address, NodeStatus status) {
        this.client = client;
        this.timeout = timeout;
        this.address = address;
        this.status = status;
    }

    /// Finds the first node that answers.
    ///
    /// @param timeout for each answer
    /// @throws Failed when none does; says what each said
    public static NodeDoor find(List<Address> addresses, Duration timeout) throws Failed, InterruptedException {
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
                    return new NodeDoor(client, timeout, address, StatusJson.read(response.body()));
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

    public Address address() {
        return address;
    }

    public NodeStatus status() {
        return status;
    }

    /// What the node answers at `path`.
    ///
    /// @throws Failed when it does not, or with an error; says why
    public byte[] get(String path) throws Failed, InterruptedException {
        try {
            HttpResponse<byte[]> response = get(client, address, path, timeout);
            if (response.statusCode() == OK) {
                return response.body();
            }
            String said = new String(response.body(), StandardCharsets.UTF_8).strip();
            throw new Failed(ExitCode.FAILURE, address + " answers HTTP " + response.statusCode() + ": " + said);
        } catch (IOException failed) {
            throw unanswered(failed);
        }
    }

    /// The node answered with something that makes no sense, or not at all.
    public Failed unanswered(IOException failed) {
        return new Failed(
                ExitCode.FAILURE,
                address + " gave no answer: " + failed.getMessage()
                        + "; try again, another node (--address) or more time (--timeout)");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
