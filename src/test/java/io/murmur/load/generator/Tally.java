package io.murmur.load.generator;

import io.murmur.load.codec.Reply;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What was recorded: latencies in nanoseconds of operations that succeeded, and counts of the others.
///
/// Not thread-safe: one for each thread, added up afterwards.
public final class Tally {

    private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private long refused;
    private long missing;
    private long unanswered;
    private String refusal = "";

    void record(Reply reply, long nanos) {
        switch (reply) {
            case DONE -> latencies.recordValue(Math.clamp(nanos, 0, LATENCY_NANOS_MAX));
            case MISSING -> missing++;
            case REFUSED -> refused++;
            case PENDING -> unanswered++;
        }
    }

    /// Notes what a server said.
    void refusal(String sentence) {
        refusal = refusal.isEmpty() ? sentence : refusal;
    }

    /// Adds what another one has.
    public void add(Tally other) {
        latencies.add(other.latencies);
        refused += other.refused;
        missing += other.missing;
        unanswered += other.unanswered;
        refusal(other.refusal);
    }

    /// Operations that succeeded.
    public long done() {
        return latencies.getTotalCount();
    }

    public long refused() {
        return refused;
    }

    /// What a server said at the first refusal that came with words; empty if there was none.
    public String refusal() {
        return refusal;
    }

    /// Reads that found nothing.
    public long missing() {
        return missing;
    }

    /// Requests without an answer some seconds after the end; those of an open loop that were never sent
    /// included.
    public long unanswered() {
        return unanswered;
    }

    public double latencyMillis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
