package io.murmur.actor.entropy;

import java.util.concurrent.atomic.LongAdder;

/// What became of deleted keys. Written by the exchange actor, read by anybody. Thread-safe.
public final class PurgeFigures {

    private final LongAdder purged = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private volatile int waiting;

    void purged() {
        purged.increment();
    }

    void deferred() {
        deferred.increment();
    }

    void waiting(int keys) {
        waiting = keys;
    }

    /// Deleted keys that this node had all owners forget.
    public long purgedSoFar() {
        return purged.sum();
    }

    /// Tries that were given up because an owner did not hold the same, or did not answer.
    public long deferredSoFar() {
        return deferred.sum();
    }

    /// Deleted keys this node knows of that were not purged yet; of some that could not be, it forgets until it
    /// looks again.
    public long waiting() {
        return waiting;
    }
}
