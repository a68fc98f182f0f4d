package io.murmur.cli.status;

import io.murmur.cli.command.Address;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Asks nodes for their status: first those at given addresses, then the members they name, all at once each time.
final class StatusQuery implements AutoCloseable {

    private static final int ADDRESSES_MAX = 1_024;
    private static final long BYTES_MAX = 16L << 20;

    private final Duration timeout;
    private final HttpClient client;

    /// @param timeout for each answer
    StatusQuery(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /// The answers of all addresses asked, in the order in which they were asked.
    List<Answer> ask(List<Address> first) {
        Set<Address> asked = new LinkedHashSet<>();
        List<Answer> answers = new ArrayList<>();
        List<Address> next = first;
        while (!next.isEmpty()) {
            List<CompletableFuture<Answer>> questions = new ArrayList<>();
            for (Address address : next) {
                if (asked.size() < ADDRESSES_MAX && asked.add(address)) {
                    questions.add(question(address));
                }
            }
            questions.forEach(question -> answers.add(question.join()));
            next = unheard(answers, asked);
        }
        return answers;
    }

    /// Doors of members that have not answered from another address.
    private static List<Address> unheard(List<Answer> answers, Set<Address> asked) {
        Set<String> heard = new TreeSet<>();
        List<NodeStatus.Member> named = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer instanceof Answer.Told(_, NodeStatus status)) {
                heard.add(status.node().id());
                named.addAll(status.members());
            }
        }
        Set<Address> unheard = new LinkedHashSet<>();
        for (NodeStatus.Member member : named) {
            String id = member.id();
            Address address = Address.ofMember(member);
            if (address != null && (id == null || !heard.contains(id))) {
                unheard.add(address);
            }
        }
        unheard.removeAll(asked);
        return asked.size() < ADDRESSES_MAX ? List.copyOf(unheard) : List.of();
    }

    private CompletableFuture<Answer> question(Address address) {
        HttpRequest request = HttpRequest.newBuilder(address.uri("/status"))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX))
                .handle((response, failure) ->
                        failure == null ? read(address, response) : new Answer.Silent(address, reason(failure)));
    }

    private static Answer read(Address address, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return new Answer.Silent(address, "it answers HTTP " + response.statusCode());
        }
        try {
            return new Answer.Told(address, StatusJson.read(response.body()));
        } catch (IOException _) {
            return new Answer.Silent(address, "what answers there is no Murmur node");
        }
    }

    private String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? Objects.requireNonNull(failure.getCause()) : failure;
        return switch (cause) {
            case HttpTimeoutException _ -> "no answer within " + timeout.toMillis() + " ms";
            case ConnectException refused ->
                refused.getCause() instanceof UnresolvedAddressException ? "unknown host" : "connection refused";
            default ->
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
