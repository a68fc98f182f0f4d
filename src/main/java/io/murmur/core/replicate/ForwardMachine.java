package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;

/// Hands an operation over to an owner of its key, because this node is none, or lost data. Sent once: a write that is
/// not answered is unknown, and a read may be tried again.
final class ForwardMachine implements RequestMachine {

    private final NodeId owner;
    private final Ticket ticket;
    private final PeerMessage.Forward forward;
    private boolean done;

    ForwardMachine(NodeId owner, Ticket ticket, PeerMessage.Forward forward) {
        this.owner = owner;
        this.ticket = ticket;
        this.forward = forward;
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        out.send(owner, forward);
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        // Replicas talk to the coordinator that asked them; this one asked none.
    }

    void forwarded(NodeId from, Outcome outcome, Outputs<Outcome> out) {
        if (!done && from.equals(owner)) {
            done = true;
            ticket.answer(outcome, out);
        }
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (!done && now.hasReached(ticket.deadlineNanos())) {
            done = true;
            boolean writes = forward.operation() instanceof ClientOperation.Put;
            ticket.fail(writes ? Failure.UNKNOWN : Failure.TRY_AGAIN, out);
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
