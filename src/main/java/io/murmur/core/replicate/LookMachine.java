package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.util.List;

/// Asks one owner of a partition for a page or a count: the preferred one, the next if it does not answer in
/// time or refuses. The answer is what that owner knows.
final class LookMachine implements RequestMachine {

    private final Target target;
    private final Ticket ticket;
    private final ClientOperation operation;
    private final List<NodeId> preferred;
    private final ReplicationLimits limits;
    private int next;
    private boolean done;
    private long retryNanos;

    LookMachine(
            Target target, Ticket ticket, ClientOperation operation, List<NodeId> preferred, ReplicationLimits limits) {
        this.target = target;
        this.ticket = ticket;
        this.operation = operation;
        this.preferred = preferred;
        this.limits = limits;
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        askNext(now, out);
    }

    private void askNext(Now now, Outputs<Outcome> out) {
        retryNanos = now.nanosAfterMillis(limits.resendMillis());
        NodeId owner = preferred.get(next % preferred.size());
        next++;
        ReplicaRequest request = switch (operation) {
            case ClientOperation.List(_, var fromHash, var limit) ->
                new ReplicaRequest.Page(target.routing(0), fromHash, limit);
            case ClientOperation.Count _ -> new ReplicaRequest.Count(target.routing(0));
            case ClientOperation.OfKey _ -> throw new IllegalStateException("not a look");
        };
        out.send(owner, request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        switch (reply) {
            case ReplicaReply.PageListed(_, var keys, var nextHash, var last) ->
                finish(new Outcome.Listed(keys, nextHash, last), out);
            case ReplicaReply.Counted(_, var livingKeys) -> finish(new Outcome.Counted(livingKeys), out);
            case ReplicaReply.Refused _, ReplicaReply.StaleEpoch _ -> {
                if (next < preferred.size()) {
                    askNext(now, out);
                }
            }
            case ReplicaReply.Vouched _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.Stored _,
                    ReplicaReply.Held _,
                    ReplicaReply.HeldDigest _,
                    ReplicaReply.HeldBehind _ -> {}
        }
    }

    private void finish(Outcome outcome, Outputs<Outcome> out) {
        done = true;
        ticket.answer(outcome, out);
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            finish(new Outcome.Failed(Failure.TRY_AGAIN), out);
        } else if (now.hasReached(retryNanos)) {
            askNext(now, out);
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
