package io.murmur.actor.entropy;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.purge.PurgeInput;
import io.murmur.core.entropy.purge.PurgeMachine;
import io.murmur.core.entropy.purge.PurgeNotice;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.ReplicaReply;

/// Runs purging of deleted keys. Belongs to one [ExchangeActor].
final class Purging implements OutputRunner.PublishingPort<PurgeNotice> {

    private final PurgeMachine machine;
    private final Outbox outbox;
    private final PurgeFigures figures;
    private final OutputRunner<PurgeNotice> runner = new OutputRunner<>(this);

    Purging(PurgeMachine machine, Outbox outbox, PurgeFigures figures) {
        this.machine = machine;
        this.outbox = outbox;
        this.figures = figures;
    }

    void tick(boolean mayAct, Now now) {
        machine.on(new PurgeInput.Ticked(mayAct), now, runner);
        figures.waiting(machine.waiting());
    }

    void died(ReplicaNotice.KeyDied key, Now now) {
        machine.on(new PurgeInput.Died(key), now, runner);
    }

    void ends(ReplicaNotice.KeyEnds key, Now now) {
        machine.on(new PurgeInput.Ends(key), now, runner);
    }

    void replied(NodeId from, ReplicaReply reply, Now now) {
        machine.on(new PurgeInput.Replied(from, reply), now, runner);
    }

    void listed(SyncReply reply, Now now) {
        machine.on(new PurgeInput.Listed(reply), now, runner);
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void publish(Message event) {
        switch (event) {
            case PurgeNotice.Purged _ -> figures.purged();
            case PurgeNotice.Deferred _ -> figures.deferred();
            default -> throw new InvariantViolation("purging says nothing like " + event);
        }
    }
}
