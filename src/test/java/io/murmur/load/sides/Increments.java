package io.murmur.load.sides;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;
import io.murmur.load.target.Pause;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Clients that add one to two counters, one client for each node: one counter of the namespace in which one owner is
/// enough ([BothSides]), so that both sides of a cut add to it, and one of which a majority is needed. What was
/// acknowledged must be in the sum, and nothing else but what was not answered.
public final class Increments implements AutoCloseable {

    private static final int PAUSE_MILLIS = 25;

    /// How many increments of one counter were acknowledged, and of how many nobody knows.
    private record Sent(long acknowledged, long unknown) {
        Sent and(Sent other) {
            return new Sent(acknowledged + other.acknowledged, unknown + other.unknown);
        }
    }

    private static final Sent NOTHING = new Sent(0, 0);

    private final Fleet fleet;
    private final List<String> keys;
    private final int timeoutMillis;
    private final Map<String, Sent> sent = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    /// @param stage makes its counters its own
    public Increments(Fleet fleet, String stage, int timeoutMillis) {
        this.fleet = fleet;
        this.keys = List.of("one:" + stage + ":count", stage + ":count");
        this.timeoutMillis = timeoutMillis;
    }

    public void start() {
        for (int node = 0; node < fleet.size(); node++) {
            int home = node;
            threads.execute(() -> work(home));
        }
    }

    private void work(int node) {
        try (Caller caller = new Caller(fleet.address(node), timeoutMillis)) {
            for (int number = 0; running; number++) {
                if (caller.connect()) {
                    String key = keys.get(number % keys.size());
                    sent.merge(key, add(caller, key), Sent::and);
                }
                Pause.millis(PAUSE_MILLIS);
            }
        }
    }

    private static Sent add(Caller caller, String key) {
        try {
            return caller.call("INCR", key) == null ? new Sent(0, 1) : new Sent(1, 0);
        } catch (RespClient.RefusedException e) {
            return new Sent(0, e.isFinal() ? 0 : 1);
        } catch (IOException e) {
            // No answer: it may have been added.
            return new Sent(0, 1);
        }
    }

    /// How many were acknowledged.
    public long acknowledged() {
        return sent.values().stream().mapToLong(Sent::acknowledged).sum();
    }

    /// What is wrong with what each node shows now, a sentence each.
    ///
    /// @param millis how long to wait for an answer
    public List<String> faults(long millis) {
        return EachNode.faults(
                fleet,
                millis,
                sent.keySet(),
                (caller, key, node) -> judge(key, sent.getOrDefault(key, NOTHING), caller.call("GET", key), node));
    }

    private static List<String> judge(String key, Sent sent, @Nullable String shown, int node) {
        long value = shown == null ? 0 : Long.parseLong(shown);
        if (value < sent.acknowledged()) {
            return List.of("lost: node " + node + " shows " + value + " for " + key + ", " + sent);
        }
        return value > sent.acknowledged() + sent.unknown()
                ? List.of("counted twice: node " + node + " shows " + value + " for " + key + ", " + sent)
                : List.of();
    }

    @Override
    public void close() {
        running = false;
        threads.close();
    }
}
