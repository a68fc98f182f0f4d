package io.murmur.door.redis;

import io.murmur.actor.coordinator.Asker;
import io.murmur.actor.coordinator.Operations;
import io.murmur.core.replicate.message.ClientOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/// Keeps operations until they are let go, in any order the test likes. Thread-safe.
final class HeldOperations implements Operations {

    private record Held(ClientOperation operation, Asker answer) {}

    private final Operations behind;
    private final List<Held> held = new ArrayList<>();
    private int mostHeld;

    HeldOperations(Operations behind) {
        this.behind = behind;
    }

    @Override
    public synchronized void submit(ClientOperation operation, long timeoutMillis, Asker answer) {
        held.add(new Held(operation, answer));
        mostHeld = Math.max(mostHeld, held.size());
    }

    synchronized int waiting() {
        return held.size();
    }

    synchronized int mostHeld() {
        return mostHeld;
    }

    /// Lets one go, drawn by `random`; returns whether there was one.
    boolean release(Random random) {
        return release(random::nextInt);
    }

    /// Lets the one go that has waited longest; returns whether there was one.
    boolean releaseOldest() {
        return release(_ -> 0);
    }

    private boolean release(IntUnaryOperator choice) {
        Held chosen;
        synchronized (this) {
            if (held.isEmpty()) {
                return false;
            }
            chosen = held.remove(choice.applyAsInt(held.size()));
        }
        behind.submit(chosen.operation(), 0, chosen.answer());
        return true;
    }
}
