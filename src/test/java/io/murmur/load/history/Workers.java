package io.murmur.load.history;

import io.murmur.load.target.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that write, overwrite, delete and read, each through one node, until they are stopped.
///
/// A fifth of the operations go to key 0. Every value is written once in a run. The history is read after
/// [#stop].
public final class Workers implements AutoCloseable {

    private static final int HOT_PERCENT = 20;
    private static final int DELETE_PERCENT = 15;
    private static final int READ_PERCENT = 20;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int EVENTS_MAX = 6_000_000;

    private final Fleet fleet;
    private final Load load;
    private final AtomicLong values = new AtomicLong();
    private final List<List<Event>> histories = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private volatile boolean running = true;

    /// They begin with [#start].
    public Workers(Fleet fleet, Load load) {
        this.fleet = fleet;
        this.load = load;
    }

    /// Begins the load.
    public void start() {
        for (int node = 0; node < fleet.size(); node++) {
            for (int worker = 0; worker < load.workersPerNode(); worker++) {
                List<Event> history = new ArrayList<>();
                histories.add(history);
                int home = node;
                SplittableRandom random = new SplittableRandom(histories.size());
                threads.execute(() -> work(home, random, history));
            }
        }
    }

    private void work(int node, SplittableRandom random, List<Event> history) {
        int eventsMax = EVENTS_MAX / (fleet.size() * load.workersPerNode());
        try (Dialogue dialogue = load.dialogue(fleet, node)) {
            while (running && history.size() < eventsMax) {
                Event event = perform(dialogue, random);
                boolean refused = event.outcome() == Event.Outcome.REFUSED;
                if (!refused) {
                    history.add(event);
                }
                LockSupport.parkNanos(refused ? RETRY_NANOS : TimeUnit.MICROSECONDS.toNanos(load.thinkMicros()));
            }
            dialogue.errors().forEach((error, count) -> errors.merge(error, count, Integer::sum));
        }
    }

    private Event perform(Dialogue dialogue, SplittableRandom random) {
        int key = random.nextInt(100) < HOT_PERCENT ? 0 : 1 + random.nextInt(load.keys());
        int draw = random.nextInt(100);
        if (draw < READ_PERCENT) {
            return dialogue.perform(Event.Kind.READ, key, Event.NOTHING);
        }
        if (draw < READ_PERCENT + DELETE_PERCENT) {
            return dialogue.perform(Event.Kind.DELETE, key, Event.NOTHING);
        }
        return dialogue.perform(Event.Kind.SET, key, values.incrementAndGet());
    }

    /// How often which error came, by its first word; complete once they have stopped.
    public Map<String, Integer> errors() {
        return errors;
    }

    /// Stops all clients and waits for their last operations. Returns what they saw.
    public List<Event> stop() {
        close();
        return histories.stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        running = false;
        threads.close();
    }
}
