package io.murmur.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Times the operations of clients by kind and result. Safe to use from any thread; recording allocates nothing.
///
/// Timers of results that are no failure exist from the start. Most of the failures never happen: their timers
/// come with the first one, so that the page stays short; their counter is there from the start, so that the first
/// one shows in a rate.
public final class OperationMetrics {

    /// Upper bounds of all histograms of times: three per decade, up to what a client waits at most.
    static final Duration[] BOUNDS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(200_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final EnumMap<OperationKind, Timer> succeeded = new EnumMap<>(OperationKind.class);
    private final EnumMap<OperationKind, Map<String, Timer>> failed = new EnumMap<>(OperationKind.class);
    private final EnumMap<Failure, Counter> failures = new EnumMap<>(Failure.class);
    private final LongAdder inFlight = new LongAdder();

    OperationMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (OperationKind kind : OperationKind.values()) {
            succeeded.put(kind, timer(kind, "ok"));
            failed.put(kind, new ConcurrentHashMap<>());
        }
        for (Failure failure : Failure.values()) {
            Counter counter = Counter.builder("murmur.operations.failed")
                    .description("Operations of clients that failed, by reason")
                    .tag("reason", nameOf(failure))
                    .register(registry);
            failures.put(failure, counter);
        }
        Gauge.builder("murmur.operations.in.flight", inFlight, LongAdder::sum)
                .description("Operations of clients under way")
                .register(registry);
    }

    private Timer timer(OperationKind kind, String result) {
        return Timer.builder("murmur.operation")
                .description("Operations of clients, from the door's hand-in to the answer")
                .tag("kind", kind.text())
                .tag("result", result)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    private static String nameOf(Failure failure) {
        return failure.name().toLowerCase(Locale.ROOT);
    }

    /// An operation begins.
    public void begin() {
        inFlight.increment();
    }

    /// An operation that began has its outcome.
    public void end(OperationKind kind, Outcome outcome, long nanosTaken) {
        inFlight.decrement();
        if (outcome instanceof Outcome.Failed(Failure failure)) {
            of(failures, failure).increment();
            timerOf(kind, resultOf(failure)).record(nanosTaken, TimeUnit.NANOSECONDS);
        } else {
            of(succeeded, kind).record(nanosTaken, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timerOf(OperationKind kind, String result) {
        Map<String, Timer> timers = of(failed, kind);
        Timer known = timers.get(result);
        return known != null ? known : timers.computeIfAbsent(result, missing -> timer(kind, missing));
    }

    /// How long it takes to find that a key does not hold what a command is for is one question, whatever the command.
    private static String resultOf(Failure failure) {
        return switch (failure) {
            case NO_SUCH_KEY, NOT_A_NUMBER, OUT_OF_RANGE, WRONG_TYPE, TOO_MANY_ELEMENTS -> "not_applicable";
            default -> nameOf(failure);
        };
    }

    /// Every constant has its entry from the start.
    private static <K, V> V of(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    /// Operations under way.
    public long inFlight() {
        return inFlight.sum();
    }

    /// Reads that succeeded since the start.
    long reads() {
        return succeededWhere(false);
    }

    /// Writes that succeeded since the start.
    long writes() {
        return succeededWhere(true);
    }

    private long succeededWhere(boolean write) {
        long count = 0;
        for (Map.Entry<OperationKind, Timer> entry : succeeded.entrySet()) {
            count += entry.getKey().isWrite() == write ? entry.getValue().count() : 0;
        }
        return count;
    }
}
