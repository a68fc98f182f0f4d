package io.murmur.door.redis.connection;

import io.murmur.actor.coordinator.Asker;
import io.murmur.core.delay.HopReport;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One operation of one command, from its admission to its outcome.
final class PendingOperation implements Asker, KeyOrder.Member {

    private static final int PATH_USUALLY = 16;

    private final Slot slot;
    private final ClientOperation operation;
    private final Consumer<Outcome> then;
    private final Completions completions;
    /// When its command came, or what that did before was done; and what that was.
    private final long fromNanos;
    private final @Nullable AccountChain before;
    private boolean isInLine = true;
    /// Written by whoever answers, before it is handed over through [Completions].
    private @Nullable Outcome outcome;

    private @Nullable Itinerary itinerary;

    PendingOperation(Slot slot, ClientOperation operation, Consumer<Outcome> then, Completions completions) {
        this.slot = slot;
        this.operation = operation;
        this.then = then;
        this.completions = completions;
        this.fromNanos = slot.untilNanos();
        this.before = slot.chain();
    }

    /// It need not wait for its turn.
    void passesTheLine() {
        isInLine = false;
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
    public void answered(Outcome reached, @Nullable Itinerary way) {
        outcome = reached;
        itinerary = way;
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

    @Override
    public boolean wantsDetail() {
        return slot.wantsDetail();
    }

    /// Where its time went until now: at the door, at the coordinator and beyond, at the door again. Last
    /// stretch first.
    List<Stretch> pathBackward(NodeId self, long nowNanos) {
        Stage atTheDoor = isInLine ? Stage.DOOR_LINE : Stage.DOOR;
        List<Stretch> path = new ArrayList<>(PATH_USUALLY);
        Itinerary way = itinerary;
        if (way == null) {
            Stretch.add(path, atTheDoor, self, nowNanos - fromNanos);
        } else {
            Stretch.add(path, Stage.DOOR_RETURN, self, nowNanos - way.answeredNanos());
            way.addBackward(path);
            Stretch.add(path, atTheDoor, self, way.arrivedNanos() - fromNanos);
        }
        return path;
    }

    /// What came of each question it asked of a node.
    List<HopReport> hops() {
        Itinerary way = itinerary;
        return way == null ? List.of() : way.hops();
    }

    /// What its command went through before.
    @Nullable
    AccountChain before() {
        return before;
    }

    void deliver(Outcome reached) {
        then.accept(reached);
    }
}
