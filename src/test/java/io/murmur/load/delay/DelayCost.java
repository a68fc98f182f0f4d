package io.murmur.load.delay;

import com.sun.management.ThreadMXBean;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.delay.Stretch;
import io.murmur.core.delay.Turn;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.metrics.MeasuredOperations;
import io.murmur.metrics.NodeMetrics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the account of one operation costs where it is kept: an itinerary of three questions and two answers that
/// count, its path, and the metrics of it; with as many readings of the clock as a write takes. One thread,
/// JIT-warm.
public final class DelayCost {

    private static final int OPERATIONS = 1_000_000;
    private static final int ROUNDS = 9;
    /// In all on its way: door 3, coordinator 3, and on each of three replicas about 3.
    private static final int CLOCK_READINGS = 15;

    private static final NodeId SELF = new NodeId(1);
    private static final List<NodeId> OTHERS = List.of(new NodeId(2), new NodeId(3));

    private DelayCost() {}

    public static void main(String[] arguments) {
        double[] nanos = new double[ROUNDS];
        long bytes = 0;
        try (NodeMetrics metrics = new NodeMetrics()) {
            var operations =
                    new MeasuredOperations((_, _, _) -> {}, metrics.operations(), metrics.delays(), System::nanoTime);
            ClientOperation operation = new ClientOperation.Get(Key.of("k"), 0);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int round = 0; round < ROUNDS; round++) {
                long allocated = threads.getCurrentThreadAllocatedBytes();
                long began = System.nanoTime();
                for (int i = 0; i < OPERATIONS; i++) {
                    operations.delivered(operation, keep(began + i));
                }
                nanos[round] = (System.nanoTime() - began) / (double) OPERATIONS;
                bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / OPERATIONS;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "account of one write: %.0f ns (median of %d rounds; %.0f to %.0f), %d bytes of garbage%n",
                nanos[ROUNDS / 2],
                ROUNDS,
                nanos[0],
                nanos[ROUNDS - 1],
                bytes);
    }

    private static List<Stretch> keep(long now) {
        long clock = now;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            clock = Math.min(clock, System.nanoTime());
        }
        Itinerary itinerary = new Itinerary(SELF, clock, false);
        Turn first = new Turn(clock + 1_000);
        itinerary.step(first);
        itinerary.ask(SELF, 1, false);
        first.leave(clock + 2_000);
        Turn second = new Turn(clock + 100_000);
        itinerary.step(second, SELF, 1, new Stay(clock + 99_000, 20_000, 70_000));
        for (NodeId other : OTHERS) {
            itinerary.ask(other, 1, false);
        }
        second.leave(clock + 102_000);
        itinerary.step(new Turn(clock + 300_000), OTHERS.getFirst(), 1, new Stay(clock + 290_000, 20_000, 70_000));
        itinerary.conclude();
        itinerary.answeredAt(clock + 301_000);
        List<Stretch> path = new ArrayList<>(16);
        itinerary.addBackward(path);
        return path;
    }
}
