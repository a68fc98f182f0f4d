package io.murmur.load.sides;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;
import io.murmur.load.target.Pause;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Clients of a namespace with W = R = 1, one for each node: they are served on every side of a cut. Each
/// writes keys of its own, every key once, and beside them keys that all of them write, one after the other
/// at about the same time: where nodes are cut off from each other these conflict.
public final class BothSides implements AutoCloseable {

    /// The namespace's rules, for the configuration of nodes.
    public static final String SETTINGS = """
        murmur.namespaces {
          one { write-owners = 1, read-owners = 1 }
          passive { protocol = passive, write-owners = 1, read-owners = 1 }
        }
        """;

    private static final int PAUSE_MILLIS = 50;
    /// One write of so many is to a common key.
    private static final int COMMON_EVERY = 5;

    private final Fleet fleet;
    private final String prefix;
    private final int timeoutMillis;
    private final List<List<Written>> written = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    /// @param stage makes its keys its own
    public BothSides(Fleet fleet, String stage, int timeoutMillis) {
        this.fleet = fleet;
        this.prefix = "one:" + stage + ":";
        this.timeoutMillis = timeoutMillis;
    }

    public void start() {
        for (int node = 0; node < fleet.size(); node++) {
            List<Written> mine = new ArrayList<>();
            written.add(mine);
            int home = node;
            threads.execute(() -> work(home, mine));
        }
    }

    private void work(int node, List<Written> mine) {
        try (Caller caller = new Caller(fleet.address(node), timeoutMillis)) {
            for (int number = 0; running; number++) {
                boolean isCommon = number % COMMON_EVERY == 0;
                String key = prefix + (isCommon ? "all:" + number : node + ":" + number);
                Written write = caller.connect() ? write(caller, node, key, node + "/" + number) : null;
                record(write, mine);
                Pause.millis(PAUSE_MILLIS);
            }
        }
    }

    private static void record(@Nullable Written write, List<Written> mine) {
        if (write != null) {
            synchronized (mine) {
                mine.add(write);
            }
        }
    }

    private static @Nullable Written write(Caller caller, int node, String key, String value) {
        long beginNanos = System.nanoTime();
        boolean isAcknowledged = false;
        try {
            isAcknowledged = "OK".equals(caller.call("SET", key, value));
        } catch (RespClient.RefusedException e) {
            if (e.isFinal()) {
                return null;
            }
        } catch (IOException e) {
            // No answer: it may have happened.
            isAcknowledged = false;
        }
        return new Written(key, value, node, beginNanos, System.nanoTime(), isAcknowledged);
    }

    /// What one node's client has written so far; refused writes, which were surely not carried out, are not
    /// among it.
    public List<Written> of(int node) {
        List<Written> mine = written.get(node);
        synchronized (mine) {
            return List.copyOf(mine);
        }
    }

    /// Ends all clients and waits for them.
    ///
    /// @return what they have written
    public List<Written> stop() {
        close();
        return written.stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        running = false;
        threads.close();
    }
}
