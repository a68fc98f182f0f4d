package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import java.util.List;

/// Hands an operation over to an owner of its key, because this node is none, or cannot carry it out; to the next
/// one if that one surely did not either, for a reason of its own. Sent once to each: a write that is not answered
/// is unknown, and a read may be tried again.
final class ForwardMachine implements RequestMachine {

    private final List<NodeId> owners;
    private final Ticket ticket;
    private final PeerMessage.Forward forward;
    private int asked;
    private boolean done;

    /// @param owners others that can be counted on, preferred first; at least one
    ForwardMachine(List<NodeId> owners, Ticket ticket, PeerMessage.Forward forward) {
        this.owners = owners;
        this.ticket = ticket;
        this.forward = forward;
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        askNext(now, out);
    }

    private void askNext(Now now, Outputs<Outcome> out) {
        int waitsMillis = ticket.waitsMillis(now);
        out.send(owners.get(asked++), forward.within(waitsMillis), waitsMillis);
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        // Replicas talk to the coordinator that asked them; this one asked none.
    }

    void forwarded(NodeId from, Outcome outcome, Now now, Outputs<Outcome> out) {
        if (done || !from.equals(owners.get(asked - 1))) {
            return;
        }
        if (asked < owners.size()
                && ticket.isWorthMore(now)
                && outcome instanceof Outcome.Failed(var failure)
                && failure.isOfOneNode()) {
            askNext(now, out);
        } else {
            done = true;
            ticket.answer(outcome, out);
        }
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (!done && now.hasReached(ticket.deadlineNanos())) {
            done = true;
            ticket.fail(forward.operation().isWrite() ? Failure.UNKNOWN : Failure.TRY_AGAIN, out);
        }
    }

    @Override
    public Ticket ticket() {
        return ticket;
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
