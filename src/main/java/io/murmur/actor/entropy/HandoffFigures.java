package io.murmur.actor.entropy;

import java.util.concurrent.atomic.LongAdder;

/// What became of keys that this node keeps for owners. Written by the exchange actor, read by anybody. Thread-safe.
public final class HandoffFigures {

    private final LongAdder broughtHome = new LongAdder();

    void broughtHome(int keys) {
        broughtHome.add(keys);
    }

    /// Keys that were kept here until their owners held them.
    public long broughtHomeSoFar() {
        return broughtHome.sum();
    }
}
