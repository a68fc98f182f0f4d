package io.murmur.actor.entropy;

import io.murmur.core.machine.NodeId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// How far the other owners are behind with what was written here and not sent to them. Written by the exchange
/// actor, read by anybody. Thread-safe.
public final class PullFigures {

    private static final long NOTHING = Long.MIN_VALUE;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final Map<NodeId, AtomicLong> sinceNanos;
    private volatile LongConsumer lags = _ -> {};

    /// Figures of a node from which all have fetched everything.
    ///
    /// @param nanoClock monotonic nanoseconds, the actor's
    public PullFigures(Collection<NodeId> peers, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        Map<NodeId, AtomicLong> since = new TreeMap<>();
        peers.forEach(peer -> since.put(peer, new AtomicLong(NOTHING)));
        this.sinceNanos = Collections.unmodifiableMap(since);
    }

    /// Has each lag told from now on, in nanoseconds, as others fetch.
    public void listen(LongConsumer listener) {
        lags = listener;
    }

    void pulled(long lagNanos) {
        lags.accept(lagNanos);
    }

    void behind(NodeId peer, long behindNanos, long nowNanos) {
        AtomicLong since = sinceNanos.get(peer);
        if (since != null) {
            since.set(behindNanos == 0 ? NOTHING : nowNanos - behindNanos);
        }
    }

    /// Seconds since the first write was durable here that some peer has not fetched; 0 if there is none.
    public double behindSeconds() {
        double oldest = 0;
        long now = nanoClock.getAsLong();
        for (AtomicLong each : sinceNanos.values()) {
            long since = each.get();
            oldest = since == NOTHING ? oldest : Math.max(oldest, (now - since) / NANOS_PER_SECOND);
        }
        return oldest;
    }
}
