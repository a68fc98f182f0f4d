package io.murmur.load.absence;

import io.murmur.load.target.Pause;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Many connections that each carry out a [Story.Script], a window of it at a time. What was not acknowledged is
/// written again until it is, or patience ends; each try that failed is counted.
final class Scribes {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RETRY_MILLIS = 50;
    private static final String ACKNOWLEDGED = "";
    private static final String NO_ANSWER = "(no answer)";

    /// How they write.
    ///
    /// @param addresses of the nodes they write to, in turn
    /// @param window writes under way on one connection
    /// @param patienceMillis for one window with all its tries
    record Style(List<InetSocketAddress> addresses, int connections, int window, long patienceMillis) {}

    private final Story story;
    private final Style style;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentSkipListMap<>();
    private final Set<Long> doubtful = new ConcurrentSkipListSet<>();

    Scribes(Story story, Style style) {
        this.story = story;
        this.style = style;
    }

    /// Carries out one script on each connection, and waits for all.
    ///
    /// @param scripts by the number of the connection
    void write(IntFunction<Story.Script> scripts) throws IOException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < style.connections(); index++) {
                InetSocketAddress address =
                        style.addresses().get(index % style.addresses().size());
                Story.Script script = scripts.apply(index);
                running.add(threads.submit(() -> work(address, script)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("a writer failed: " + e.getCause(), e);
        }
    }

    private void work(InetSocketAddress address, Story.Script script) {
        try (Wire wire = new Wire(address, TIMEOUT_MILLIS)) {
            List<Story.Write> window = script.window(style.window());
            while (!window.isEmpty()) {
                carryOut(wire, window);
                window = script.window(style.window());
            }
        }
    }

    private void carryOut(Wire wire, List<Story.Write> window) {
        long limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(style.patienceMillis());
        List<Story.Write> left = attempt(wire, window);
        while (!left.isEmpty() && System.nanoTime() < limitNanos) {
            Pause.millis(RETRY_MILLIS);
            left = attempt(wire, left);
        }
        givenUp.add(left.size());
        left.forEach(write -> doubtful.add(write.key()));
    }

    /// @return what was not acknowledged
    private List<Story.Write> attempt(Wire wire, List<Story.Write> writes) {
        List<String> failures = wire.callAll(
                writes.stream().map(story::command).toList(), Scribes::failure, Scribes::refusal, NO_ANSWER);
        List<Story.Write> left = new ArrayList<>();
        for (int index = 0; index < writes.size(); index++) {
            String failure = failures.get(index);
            if (failure.equals(ACKNOWLEDGED)) {
                acknowledged.increment();
            } else {
                left.add(writes.get(index));
                note(failure, writes.get(index));
            }
        }
        return left;
    }

    private static String failure(@Nullable String answer) {
        return answer == null ? "(nothing)" : ACKNOWLEDGED;
    }

    private static String refusal(RespClient.RefusedException refusal) {
        return String.valueOf(refusal.getMessage()).split(" ", 2)[0] + (refusal.isFinal() ? "" : "?");
    }

    private void note(String failure, Story.Write write) {
        failed.computeIfAbsent(failure, _ -> new LongAdder()).increment();
        if (failure.endsWith("?") || failure.equals(NO_ANSWER)) {
            doubtful.add(write.key());
        }
    }

    /// Writes that were acknowledged.
    long acknowledged() {
        return acknowledged.sum();
    }

    /// Writes that were not, whatever was tried.
    long givenUp() {
        return givenUp.sum();
    }

    /// Tries that failed, by the first word of what was answered; one that may have happened has a question mark.
    Map<String, LongAdder> failed() {
        return failed;
    }

    /// Keys of which a try may have happened without being acknowledged: it may show beside what came after it.
    Set<Long> doubtful() {
        return doubtful;
    }
}
