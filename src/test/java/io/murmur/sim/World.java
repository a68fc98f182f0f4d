package io.murmur.sim;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Virtual time: a queue of things to happen. Ties are broken by order of scheduling, so a run is a function of
/// its seed. Everything that happens is folded into a trace hash.
public final class World {

    private record Happening(long nanos, long tie, Runnable action) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(tie, other.tie);
        }
    }

    /// Nanoseconds.
    public static final long MILLI = 1_000_000;

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long ties;
    private long trace = 0x9E3779B97F4A7C15L;
    private long steps;

    public World(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// What a right clock shows.
    public long wallMillis() {
        return wallMillis(now);
    }

    /// What a right clock showed then.
    public static long wallMillis(long nanos) {
        return 1_700_000_000_000L + nanos / MILLI;
    }

    /// A random stream of its own for one concern, so that drawing more here changes nothing there.
    public SplittableRandom stream() {
        return random.split();
    }

    public long nanos() {
        return now;
    }

    public void after(long nanos, Runnable action) {
        queue.add(new Happening(now + Math.max(0, nanos), ties++, action));
    }

    /// Lets things happen until `nanos`, or until nothing is left.
    public void runUntil(long nanos) {
        while (!queue.isEmpty() && queue.peek().nanos() <= nanos) {
            Happening next = queue.remove();
            now = next.nanos();
            steps++;
            next.action().run();
        }
        now = Math.max(now, nanos);
    }

    /// Folds something that happened into the trace.
    public void trace(String what) {
        long mixed = trace ^ now;
        for (int i = 0; i < what.length(); i++) {
            mixed = (mixed ^ what.charAt(i)) * 0x100000001B3L;
        }
        trace = Long.rotateLeft(mixed, 23);
    }

    /// Folds what was said into the trace.
    public void trace(byte[] what) {
        trace = Long.rotateLeft(trace ^ now, 23) * 0x100000001B3L + Arrays.hashCode(what);
    }

    public long traceHash() {
        return trace;
    }

    public long steps() {
        return steps;
    }
}
