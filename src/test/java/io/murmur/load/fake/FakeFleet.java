package io.murmur.load.fake;

import io.murmur.load.target.Fleet;
import io.murmur.load.target.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Three nodes in memory over one map: linearizable as long as nobody makes it lie. Needs two nodes to serve.
public final class FakeFleet implements Fleet {

    /// What goes wrong when a node is killed.
    public enum Lie {
        NONE,
        /// The newest value of every tenth key is gone, the one before is back.
        FORGETS,
        /// Deleted keys have their last value again.
        RESURRECTS,
        /// Reads find nothing any more, though writes are still answered.
        LOSES_ALL,
        /// Writes are refused from now on.
        REFUSES
    }

    private static final int NODES = 3;
    private static final int MAJORITY = 2;
    private static final String MISSING = "$-1\r\n";

    private final Lie lie;
    private final List<Integer> ports = Ports.free(NODES);
    private final List<@Nullable FakeNode> nodes = new ArrayList<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, String> older = new ConcurrentHashMap<>();
    private volatile boolean lied;

    public FakeFleet(Lie lie) throws IOException {
        this.lie = lie;
        for (int node = 0; node < NODES; node++) {
            nodes.add(null);
        }
    }

    @Override
    public int size() {
        return NODES;
    }

    @Override
    public InetSocketAddress address(int node) {
        return Ports.loopback(ports.get(node));
    }

    @Override
    public synchronized void start(int node) throws IOException {
        nodes.set(node, new FakeNode(ports.get(node), this::answer));
    }

    @Override
    public synchronized void kill(int node) {
        FakeNode running = nodes.get(node);
        if (running != null) {
            close(running);
            nodes.set(node, null);
            if (node == 1) {
                tellTheLie();
            }
        }
    }

    private static void close(FakeNode node) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tellTheLie() {
        switch (lie) {
            case NONE -> {}
            case FORGETS ->
                values.replaceAll((key, value) -> key.endsWith("0") ? older.getOrDefault(key, value) : value);
            case RESURRECTS -> older.forEach(values::putIfAbsent);
            case LOSES_ALL -> values.clear();
            case REFUSES -> lied = true;
        }
    }

    private synchronized String answer(List<String> command) {
        if (nodes.stream().filter(Objects::nonNull).count() < MAJORITY || lied) {
            return "-CLUSTERDOWN too few nodes\r\n";
        }
        String key = command.get(1);
        String value = values.get(key);
        return switch (command.getFirst()) {
            case "GET" -> value == null ? MISSING : "$" + value.length() + "\r\n" + value + "\r\n";
            case "SET" -> {
                older.put(key, values.getOrDefault(key, command.get(2)));
                values.put(key, command.get(2));
                yield "+OK\r\n";
            }
            case "DEL" -> {
                if (value != null) {
                    older.put(key, value);
                }
                values.remove(key);
                yield value == null ? ":0\r\n" : ":1\r\n";
            }
            default -> "-ERR unknown\r\n";
        };
    }

    @Override
    public String lastWords(int node) {
        return "no words";
    }

    @Override
    public void close() {
        for (int node = 0; node < NODES; node++) {
            kill(node);
        }
    }
}
