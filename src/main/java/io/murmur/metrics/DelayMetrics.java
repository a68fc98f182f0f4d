package io.murmur.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.murmur.core.delay.Part;
import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.NodeId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Where the time of operations goes: a histogram of each part for reads and for writes, and sums of each
/// stage by node (design decision 16). Safe to use from any thread; recording allocates next to nothing.
public final class DelayMetrics {

    /// How often operations came through a stage of a node, and how long they were there in all.
    private static final class Tally {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long taken) {
            count.increment();
            nanos.add(taken);
        }
    }

    private final MeterRegistry registry;
    private final EnumMap<Part, Timer> reads;
    private final EnumMap<Part, Timer> writes;
    private final EnumMap<Stage, Map<NodeId, Tally>> stages = new EnumMap<>(Stage.class);
    private final Map<NodeId, String> names = new ConcurrentHashMap<>();

    DelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.reads = timers("read");
        this.writes = timers("write");
        for (Stage stage : Stage.values()) {
            stages.put(stage, new ConcurrentHashMap<>());
        }
    }

    private EnumMap<Part, Timer> timers(String kind) {
        EnumMap<Part, Timer> timers = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            timers.put(part, timer(kind, part));
        }
        return timers;
    }

    private Timer timer(String kind, Part part) {
        return Timer.builder("murmur.delay")
                .description("Where the time of operations went, from the command to the delivery of its outcome")
                .tag("kind", kind)
                .tag("part", part.text())
                .serviceLevelObjectives(OperationMetrics.BOUNDS)
                .register(registry);
    }

    /// Says how a node is shown. One that is not named is shown by its id.
    public void name(NodeId node, String name) {
        names.put(node, name);
    }

    /// An operation was delivered.
    void record(OperationKind kind, List<Stretch> path) {
        EnumMap<Part, Timer> timers = kind.isWrite() ? writes : reads;
        long network = 0;
        long waiting = 0;
        long processing = 0;
        for (Stretch stretch : path) {
            long nanos = stretch.nanos();
            tally(stretch).add(nanos);
            switch (stretch.stage().part()) {
                case NETWORK -> network += nanos;
                case WAITING -> waiting += nanos;
                case PROCESSING -> processing += nanos;
            }
        }
        record(timers, Part.NETWORK, network);
        record(timers, Part.WAITING, waiting);
        record(timers, Part.PROCESSING, processing);
    }

    private static void record(EnumMap<Part, Timer> timers, Part part, long nanos) {
        Objects.requireNonNull(timers.get(part)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Tally tally(Stretch stretch) {
        Map<NodeId, Tally> nodes = Objects.requireNonNull(stages.get(stretch.stage()));
        Tally known = nodes.get(stretch.node());
        return known != null ? known : nodes.computeIfAbsent(stretch.node(), node -> newTally(stretch.stage(), node));
    }

    private Tally newTally(Stage stage, NodeId node) {
        Tally tally = new Tally();
        FunctionTimer.builder(
                        "murmur.delay.stage",
                        tally,
                        counted -> counted.count.sum(),
                        counted -> counted.nanos.sum(),
                        TimeUnit.NANOSECONDS)
                .description("Time on the critical path of operations, by stage and node")
                .tag("stage", stage.text())
                .tag("part", stage.part().text())
                .tag("node", names.getOrDefault(node, node.toString()))
                .register(registry);
        return tally;
    }
}
