package io.murmur.load.absence;

import io.murmur.load.target.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Asks one node for every key of a [Story], one owner being enough (R = 1), and judges each answer.
final class Census {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int RETRY_MILLIS = 50;
    private static final int SHOWN_MAX = 20;
    private static final String UNREAD = "(unread)";

    /// What one key shows.
    enum Verdict {
        /// The last value alone.
        RIGHT,
        /// Nothing, after a delete.
        RIGHTLY_GONE,
        /// Values beside the last one, or the state after a write whose answer never came.
        EXPLAINED,
        /// Nothing, although it was not deleted: no write that came late explains that.
        LOST,
        /// A value that was overwritten.
        STALE,
        /// A value although it was deleted.
        CAME_BACK,
        /// A value that nobody wrote.
        INVENTED,
        /// No answer.
        UNREAD;

        boolean isWrong() {
            return switch (this) {
                case RIGHT, RIGHTLY_GONE, EXPLAINED -> false;
                case LOST, STALE, CAME_BACK, INVENTED, UNREAD -> true;
            };
        }
    }

    private final Story story;
    private final Set<Long> doubtful;
    private final Map<Verdict, LongAdder> counts = new ConcurrentHashMap<>();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();

    /// @param doubtful keys of which a write may have come late
    Census(Story story, Set<Long> doubtful) {
        this.story = story;
        this.doubtful = doubtful;
    }

    /// Reads every key.
    ///
    /// @param window reads under way on one connection
    void take(InetSocketAddress address, int connections, int window, long patienceMillis) throws IOException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < connections; index++) {
                long first = index;
                running.add(threads.submit(() -> {
                    try (Wire wire = new Wire(address, TIMEOUT_MILLIS)) {
                        read(wire, first, connections, window, patienceMillis);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("a reader failed: " + e.getCause(), e);
        }
    }

    private void read(Wire wire, long first, int step, int window, long patienceMillis) {
        List<Long> keys = new ArrayList<>(window);
        for (long key = first; key < story.keys(); key += step) {
            keys.add(key);
            if (keys.size() == window || key + step >= story.keys()) {
                readAll(wire, keys, patienceMillis);
                keys.clear();
            }
        }
    }

    private void readAll(Wire wire, List<Long> keys, long patienceMillis) {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        List<Long> left = readOnce(wire, keys);
        while (!left.isEmpty() && System.nanoTime() < limitNanos) {
            Pause.millis(RETRY_MILLIS);
            left = readOnce(wire, left);
        }
        left.forEach(key -> count(Verdict.UNREAD, key, UNREAD));
    }

    /// @return the keys that were not answered
    private List<Long> readOnce(Wire wire, List<Long> keys) {
        List<List<String>> commands = keys.stream()
                .map(key -> List.of("KV.GET", Story.name(key), "R", "1", "WEAK"))
                .toList();
        List<String> answers = wire.callAll(commands, String::valueOf, _ -> UNREAD, UNREAD);
        List<Long> left = new ArrayList<>();
        for (int index = 0; index < keys.size(); index++) {
            long key = keys.get(index);
            String answer = answers.get(index);
            if (answer.equals(UNREAD)) {
                left.add(key);
            } else {
                count(judge(key, values(answer)), key, answer);
            }
        }
        return left;
    }

    /// Of the lines "values", the values, "context", a token. One that was written twice may stand beside itself.
    static Set<String> values(String answer) {
        List<String> lines = answer.lines().toList();
        return lines.subList(lines.indexOf("values") + 1, lines.indexOf("context")).stream()
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());
    }

    /// @param values what the key shows
    Verdict judge(long key, Set<String> values) {
        int last = story.lastGeneration(key);
        List<Integer> generations = List.of(Story.FIRST, Story.SECOND);
        Set<String> written = generations.stream()
                .map(generation -> story.value(key, generation))
                .collect(Collectors.toSet());
        boolean isLastShown = last == Story.DELETED ? values.isEmpty() : values.contains(story.value(key, last));
        if (!written.containsAll(values)) {
            return Verdict.INVENTED;
        }
        if (isLastShown && values.size() <= 1) {
            return last == Story.DELETED ? Verdict.RIGHTLY_GONE : Verdict.RIGHT;
        }
        if (values.isEmpty()) {
            return Verdict.LOST;
        }
        if (doubtful.contains(key)) {
            return Verdict.EXPLAINED;
        }
        return last == Story.DELETED ? Verdict.CAME_BACK : Verdict.STALE;
    }

    /// Notes what was found out about a key.
    ///
    /// @param answer what the node said of it
    void count(Verdict verdict, long key, String answer) {
        counts.computeIfAbsent(verdict, _ -> new LongAdder()).increment();
        if (verdict.isWrong() && examples.size() < SHOWN_MAX) {
            examples.add(verdict + ": " + Story.name(key) + " shows " + answer.replace('\n', ' '));
        }
    }

    long count(Verdict verdict) {
        LongAdder counted = counts.get(verdict);
        return counted == null ? 0 : counted.sum();
    }

    /// How many keys were judged in all.
    long judged() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Some of what is wrong, a sentence each.
    List<String> examples() {
        return List.copyOf(examples);
    }
}
