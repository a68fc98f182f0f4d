package io.murmur.load.sides;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Reads all values that stand beside each other (`KV.GET`).
public final class Siblings {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 20;

    private Siblings() {}

    /// Reads every key through one node, and goes on asking until it is answered or the time is over; what was not
    /// answered is missing.
    public static Map<String, Set<String>> read(InetSocketAddress address, List<String> keys, long patienceMillis) {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        Map<String, Set<String>> found = new HashMap<>();
        try (Caller caller = new Caller(address, TIMEOUT_MILLIS)) {
            for (String key : keys) {
                while (!found.containsKey(key) && System.nanoTime() < limitNanos) {
                    read(caller, key, found);
                }
            }
        }
        return found;
    }

    private static void read(Caller caller, String key, Map<String, Set<String>> found) {
        try {
            if (caller.connect()) {
                found.put(key, values(String.valueOf(caller.call("KV.GET", key))));
                return;
            }
        } catch (IOException e) {
            // Asked again.
            found.remove(key);
        }
        Pause.millis(RETRY_MILLIS);
    }

    /// Of the lines "values", the values, "context", a token.
    private static Set<String> values(String answer) {
        List<String> lines = answer.lines().toList();
        return lines.subList(lines.indexOf("values") + 1, lines.indexOf("context")).stream()
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());
    }
}
