package io.murmur.load.kill;

import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client's connection to one node: carries out operations and says how they ended. For one thread.
final class Dialogue implements AutoCloseable {

    /// First words of errors after which nothing was executed (`design`: errors at the Redis door).
    private static final List<String> SURELY_NOT =
            List.of("OVERLOADED", "TRYAGAIN", "CLUSTERDOWN", "NOTSUPPORTED", "LOADING", "MOVED", "ASK");

    private final InetSocketAddress address;
    private final int node;
    private final int timeoutMillis;
    private final Values values;
    private @Nullable RespClient client;

    Dialogue(InetSocketAddress address, int node, int timeoutMillis, Values values) {
        this.address = address;
        this.node = node;
        this.timeoutMillis = timeoutMillis;
        this.values = values;
    }

    /// Carries out one operation, connecting first if need be.
    ///
    /// @param value for a SET
    Event perform(Event.Kind kind, int key, long value) {
        long beginNanos = System.nanoTime();
        RespClient connected = connect();
        if (connected == null) {
            return new Event(kind, key, value, beginNanos, System.nanoTime(), Event.Outcome.REFUSED, node);
        }
        long seen = value;
        Event.Outcome outcome = Event.Outcome.ACKNOWLEDGED;
        try {
            @Nullable String answer = connected.call(words(kind, key, value));
            seen = kind == Event.Kind.READ ? Values.number(answer) : value;
        } catch (RespClient.RefusedException e) {
            outcome = outcome(e);
        } catch (IOException e) {
            outcome = Event.Outcome.UNKNOWN;
            close();
        }
        return new Event(kind, key, seen, beginNanos, System.nanoTime(), outcome, node);
    }

    private static Event.Outcome outcome(RespClient.RefusedException error) {
        String text = String.valueOf(error.getMessage());
        return SURELY_NOT.stream().anyMatch(text::startsWith) ? Event.Outcome.REFUSED : Event.Outcome.UNKNOWN;
    }

    private String[] words(Event.Kind kind, int key, long value) {
        return switch (kind) {
            case SET -> new String[] {"SET", Values.key(key), values.text(value)};
            case DELETE -> new String[] {"DEL", Values.key(key)};
            case READ -> new String[] {"GET", Values.key(key)};
        };
    }

    private @Nullable RespClient connect() {
        try {
            if (client == null) {
                client = new RespClient(address, timeoutMillis);
            }
            return client;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            // Nothing is under way on it.
            return;
        } finally {
            client = null;
        }
    }
}
