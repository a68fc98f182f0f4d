package io.murmur.load.fault;

import io.murmur.load.scene.Fault;
import io.murmur.load.sides.Written;
import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;
import io.murmur.load.target.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// When, after a heal, each node shows what had been written through the others before it.
final class Arrivals {

    /// Two moments, in nanoseconds of this process; empty if it did not come to that in time.
    ///
    /// @param first when each node had shown something of what had been written on another side of the cut
    /// @param all when every node showed everything
    record Moments(OptionalLong first, OptionalLong all) {}

    /// When one node first showed something that was written through another one, and when it showed all.
    private record Seen(int reader, int writer, long firstNanos, long allNanos) {}

    private static final long NEVER = Long.MAX_VALUE;
    private static final long POLL_MILLIS = 20;
    private static final int TIMEOUT_MILLIS = 1_000;
    /// Of each client, the last keys it wrote.
    private static final int KEYS = 20;

    private final Fleet fleet;
    private final List<List<Written>> before;
    private final long limitNanos;

    /// @param before what was written through each node before the heal
    Arrivals(Fleet fleet, List<List<Written>> before, long limitMillis) {
        this.fleet = fleet;
        this.before = before.stream().map(Arrivals::last).toList();
        this.limitNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    }

    private static List<Written> last(List<Written> written) {
        List<Written> kept = written.stream().filter(Written::isAcknowledged).toList();
        return kept.subList(Math.max(0, kept.size() - KEYS), kept.size());
    }

    /// Asks every node until it has seen all.
    Moments await(Fault fault) {
        int nodes = fleet.size();
        List<Future<Seen>> watching = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int pair = 0; pair < nodes * nodes; pair++) {
                int reader = pair / nodes;
                int writer = pair % nodes;
                watching.add(threads.submit(() -> watch(reader, writer)));
            }
        }
        List<Seen> seen = watching.stream()
                .map(Future::resultNow)
                .filter(pair -> !before.get(pair.writer()).isEmpty())
                .toList();
        return new Moments(
                moment(seen.stream()
                        .filter(pair -> fault.separates(pair.reader(), pair.writer(), nodes))
                        .mapToLong(Seen::firstNanos)
                        .max()),
                moment(seen.stream().mapToLong(Seen::allNanos).max()));
    }

    private static OptionalLong moment(OptionalLong nanos) {
        return nanos.isPresent() && nanos.getAsLong() == NEVER ? OptionalLong.empty() : nanos;
    }

    private Seen watch(int reader, int writer) {
        long first = NEVER;
        long last = Long.MIN_VALUE;
        try (Caller caller = new Caller(fleet.address(reader), TIMEOUT_MILLIS)) {
            for (Written write : before.get(writer)) {
                last = awaitShown(caller, write.key());
                first = Math.min(first, last);
            }
        }
        return new Seen(reader, writer, first, last);
    }

    private long awaitShown(Caller caller, String key) {
        while (System.nanoTime() < limitNanos) {
            if (isShown(caller, key)) {
                return System.nanoTime();
            }
            Pause.millis(POLL_MILLIS);
        }
        return NEVER;
    }

    private static boolean isShown(Caller caller, String key) {
        try {
            return caller.connect() && caller.call("GET", key) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
