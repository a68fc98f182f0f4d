package io.murmur.actor.entropy;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.handoff.HandoffInput;
import io.murmur.core.entropy.handoff.HandoffMachine;
import io.murmur.core.entropy.handoff.HandoffNotice;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what brings home the keys that this node keeps for owners. Belongs to one [ExchangeActor].
final class Handoffs implements OutputRunner.PublishingPort<HandoffNotice> {

    private static final Logger LOG = LoggerFactory.getLogger(Handoffs.class);

    private final HandoffMachine machine;
    private final Outbox outbox;
    private final HandoffFigures figures;
    private final OutputRunner<HandoffNotice> runner = new OutputRunner<>(this);
    /// Why each partition could not be brought home last: said once.
    private final TreeMap<Integer, String> deferred = new TreeMap<>();

    Handoffs(HandoffMachine machine, Outbox outbox, HandoffFigures figures) {
        this.machine = machine;
        this.outbox = outbox;
        this.figures = figures;
    }

    void replied(NodeId from, ReplicaReply reply, Now now) {
        machine.on(new HandoffInput.Replied(from, reply), now, runner);
    }

    void told(NodeId from, SyncReply reply, Now now) {
        machine.on(new HandoffInput.Told(from, reply), now, runner);
    }

    void tick(boolean mayAct, Now now) {
        machine.on(new HandoffInput.Ticked(mayAct), now, runner);
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void publish(Message event) {
        switch (event) {
            case HandoffNotice.BroughtHome(var partition, var keys) -> {
                deferred.remove(partition);
                figures.broughtHome(keys);
                LOG.info("The owners of partition {} hold {} keys that were kept here for them", partition, keys);
            }
            case HandoffNotice.Deferred(var partition, var why) -> {
                if (!why.equals(deferred.put(partition, why))) {
                    LOG.warn(
                            "What is kept here of partition {} is not brought home to its owners yet: {}. It is tried"
                                    + " again",
                            partition,
                            why);
                }
            }
            default -> throw new InvariantViolation("handoff says nothing like " + event);
        }
    }
}
