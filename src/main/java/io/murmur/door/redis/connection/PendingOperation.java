package io.murmur.door.redis.connection;

import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One operation of one command, from its admission to its outcome.
final class PendingOperation implements Consumer<Outcome>, KeyOrder.Member {

    private final Slot slot;
    private final ClientOperation operation;
    private final Consumer<Outcome> then;
    private final Completions completions;
    /// Written by whoever answers, before it is handed over through [Completions].
    private @Nullable Outcome outcome;

    PendingOperation(Slot slot, ClientOperation operation, Consumer<Outcome> then, Completions completions) {
        this.slot = slot;
        this.operation = operation;
        this.then = then;
        this.completions = completions;
    }

    Slot slot() {
        return slot;
    }

    ClientOperation operation() {
        return operation;
    }

    @Override
    public @Nullable Key key() {
        return operation instanceof ClientOperation.OfKey ofKey ? ofKey.key() : null;
    }

    @Override
    public boolean isWrite() {
        return operation instanceof ClientOperation.Put;
    }

    /// Takes the outcome, on any thread.
    @Override
    public void accept(Outcome reached) {
        outcome = reached;
        completions.add(this);
    }

    /// The outcome, once it was polled from [Completions].
    Outcome outcome() {
        Outcome reached = outcome;
        if (reached == null) {
            throw new IllegalStateException("the operation has no outcome yet");
        }
        return reached;
    }

    void deliver(Outcome reached) {
        then.accept(reached);
    }
}
