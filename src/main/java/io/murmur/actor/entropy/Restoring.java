package io.murmur.actor.entropy;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.restore.RestoreInput;
import io.murmur.core.entropy.restore.RestoreMachine;
import io.murmur.core.entropy.restore.RestoreNotice;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.message.ReplicaReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the restoring of rows that are not as they were written. Belongs to one [ExchangeActor].
final class Restoring implements OutputRunner.PublishingPort<RestoreNotice> {

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    /// The log does not fill while other owners are away; the gauge goes on.
    private static final int DEFERRED_LOGGED_MAX = 100;

    private final RestoreMachine machine;
    private final Outbox outbox;
    private final ScrubFigures figures;
    private final OutputRunner<RestoreNotice> runner = new OutputRunner<>(this);
    private int logged;

    Restoring(RestoreMachine machine, Outbox outbox, ScrubFigures figures) {
        this.machine = machine;
        this.outbox = outbox;
        this.figures = figures;
    }

    /// Rows of this node were read.
    void inspected(SyncReply.Inspected page, Now now) {
        for (Flaw flaw : page.flaws()) {
            Key key = flaw.key();
            if (key != null) {
                damaged(page.partition(), key, now);
            }
        }
    }

    void damaged(int partition, Key key, Now now) {
        machine.on(new RestoreInput.Damaged(partition, key), now, runner);
    }

    void replied(NodeId from, ReplicaReply reply, Now now) {
        machine.on(new RestoreInput.Replied(from, reply), now, runner);
    }

    void tick(boolean mayAct, Now now) {
        machine.on(new RestoreInput.Ticked(mayAct), now, runner);
        figures.restoring(machine.waiting());
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void publish(Message event) {
        switch (event) {
            case RestoreNotice.Restored(var partition, var key) -> {
                figures.restored();
                LOG.info("Key \"{}\" of partition {} was restored from its other owners", key, partition);
            }
            case RestoreNotice.Deferred deferred -> deferred(deferred);
            default -> throw new InvariantViolation("restoring says nothing like " + event);
        }
    }

    private void deferred(RestoreNotice.Deferred deferred) {
        if (logged < DEFERRED_LOGGED_MAX) {
            logged++;
            LOG.warn(
                    "Key \"{}\" of partition {} is not restored yet: {} other owners sent what they hold, {} have to,"
                            + " and they have to know what was here. It is tried again",
                    deferred.key(),
                    deferred.partition(),
                    deferred.heard(),
                    deferred.needed());
        }
    }
}
