package io.murmur.load.generator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Runs rounds of load: opens the connections, starts the threads, adds up what they recorded.
public final class Generator {

    private static final long SEED = 20_250_101;

    private final long seed;

    /// What one round showed.
    ///
    /// @param nanos the recorded time
    public record Outcome(Tally tally, long nanos) {

        public double perSecond() {
            return tally.done() * 1e9 / nanos;
        }
    }

    /// One whose every run chooses the same keys.
    public Generator() {
        this(SEED);
    }

    /// One whose keys depend on `seed`, for rounds that follow each other.
    public Generator(long seed) {
        this.seed = seed;
    }

    /// Runs one round.
    ///
    /// @param watch told when recording starts and when it ends
    /// @throws IOException if a server cannot be reached or a connection breaks
    public Outcome run(Round round, Watch watch) throws IOException, InterruptedException {
        List<Loop> loops = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(round.threads())) {
            connect(round, loops);
            return run(round, loops, threads, watch);
        } finally {
            for (Loop loop : loops) {
                loop.close();
            }
        }
    }

    private void connect(Round round, List<Loop> loops) throws IOException {
        AtomicLong upcoming = new AtomicLong();
        for (int index = 0; index < round.threads(); index++) {
            SplittableRandom random = new SplittableRandom(seed + index);
            long keys = round.space().keys();
            Keys chosen = round.eachKeyOnce() ? new Keys.Each(upcoming, keys) : new Keys.Uniform(random.split(), keys);
            loops.add(new Loop(chosen, round.readPercent(), random));
        }
        for (int index = 0; index < round.connections(); index++) {
            InetSocketAddress address =
                    round.addresses().get(index % round.addresses().size());
            loops.get(index % loops.size()).connect(address, round.codecs().apply(address));
        }
    }

    private static Outcome run(Round round, List<Loop> loops, ExecutorService threads, Watch watch)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long fromNanos = startNanos + TimeUnit.MILLISECONDS.toNanos(round.leadMillis());
        long untilNanos = fromNanos + TimeUnit.MILLISECONDS.toNanos(round.millis());
        List<Future<Tally>> running = new ArrayList<>();
        for (Loop loop : loops) {
            loop.schedule(pace(round, startNanos), fromNanos, untilNanos);
            running.add(threads.submit(loop));
        }
        awaitTime(fromNanos, running);
        watch.started();
        awaitTime(untilNanos, running);
        long endNanos = Math.min(System.nanoTime(), untilNanos);
        watch.ended();
        Tally total = new Tally();
        for (Future<Tally> tally : running) {
            total.add(result(tally));
        }
        return new Outcome(total, endNanos - fromNanos);
    }

    private static Pace pace(Round round, long startNanos) {
        return round.perSecond() == 0
                ? new Pace.Closed()
                : new Pace.Open(startNanos, round.perSecond() / round.threads());
    }

    /// Waits for the moment, or until nothing runs any more.
    private static void awaitTime(long nanos, List<Future<Tally>> running) {
        while (System.nanoTime() < nanos && !running.stream().allMatch(Future::isDone)) {
            LockSupport.parkNanos(Math.clamp(nanos - System.nanoTime(), 1, 10_000_000));
        }
    }

    private static Tally result(Future<Tally> running) throws IOException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IOException("the round failed: " + e.getCause(), e);
        }
    }
}
