package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.List;

/// Lets the replica of this node catch up with what a session has seen of a key, before it names that session's
/// write: a write without context supersedes what its own replica holds (monotonic writes, writes follow reads).
///
/// Asking -> Done: the own replica has applied all that was seen. Asking -> Asking all: it has not. Asking all ->
/// Taking in: an owner that has applied all has answered; or all owners have, and what is lacking then nobody holds
/// any more. Taking in -> Done: it is durable here. Any -> Answered with [Failure#TRY_AGAIN] at the deadline, or with
/// the own replica's refusal: no write was begun. After Done [#isCaughtUp] says so, and nobody was answered.
final class CatchUpMachine implements RequestMachine {

    private static final int ASKING = 0;
    private static final int TAKING_IN = 1;

    private final Target target;
    private final Ticket ticket;
    private final ClientOperation.Put put;
    private final VersionVector seen;
    private final ReplicationLimits limits;
    private final ObjectMerge merge;
    private final OwnerTally heard;
    private StoredObject merged = StoredObject.ABSENT;
    private int round = ASKING;
    private boolean asksAll;
    private boolean done;
    private boolean caughtUp;
    private long resendNanos;

    /// Before `put` is carried out.
    ///
    /// @param seen what its session has seen of the partition
    CatchUpMachine(
            Target target, Ticket ticket, ClientOperation.Put put, VersionVector seen, CoordinatorSettings settings) {
        this.target = target;
        this.ticket = ticket;
        this.put = put;
        this.seen = seen;
        this.limits = settings.limits();
        this.merge = new ObjectMerge(settings.safeguards());
        this.heard = new OwnerTally(target.owners());
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        send(now, out);
    }

    /// Who was behind is asked again, too.
    private void send(Now now, Outputs<Outcome> out) {
        resendNanos = now.nanosAfterMillis(limits.resendMillis());
        if (round == TAKING_IN) {
            out.send(target.self(), new ReplicaRequest.Merge(target.routing(round), put.key(), merged, List.of()));
            return;
        }
        ask(target.self(), 0, now, out);
        for (NodeId owner : target.owners()) {
            if (asksAll && !owner.equals(target.self())) {
                ask(owner, Integer.MAX_VALUE, now, out);
            }
        }
    }

    /// What the own replica holds is of no interest if it has applied all.
    private void ask(NodeId owner, int fullBytesMax, Now now, Outputs<Outcome> out) {
        var request = new ReplicaRequest.ReadAfter(target.routing(round), put.key(), fullBytesMax, seen);
        out.send(owner, request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (done || !target.isOf(reply.correlation(), round)) {
            return;
        }
        boolean isHere = from.equals(target.self());
        switch (reply) {
            case ReplicaReply.Held _, ReplicaReply.HeldDigest _ when isHere -> finish();
            case ReplicaReply.Held(_, var object) -> {
                merged = merge.merge(merged, object);
                takeIn(now, out);
            }
            case ReplicaReply.HeldBehind(_, var object) -> hearBehind(from, object, now, out);
            case ReplicaReply.Stored _ when isHere -> finish();
            // It was applied here, and purged meanwhile.
            case ReplicaReply.Refused(_, var reason) when isHere && reason == Refusal.SEEN_BEFORE -> finish();
            case ReplicaReply.Refused(_, var reason) when isHere -> fail(Failure.ofMint(reason), out);
            case ReplicaReply.StaleEpoch _ when isHere -> fail(Failure.TRY_AGAIN, out);
            case ReplicaReply.Refused _,
                    ReplicaReply.StaleEpoch _,
                    ReplicaReply.HeldDigest _,
                    ReplicaReply.Stored _,
                    ReplicaReply.Vouched _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.PageListed _,
                    ReplicaReply.RowsListed _,
                    ReplicaReply.Counted _ -> {}
        }
    }

    private void hearBehind(NodeId from, StoredObject object, Now now, Outputs<Outcome> out) {
        merged = merge.merge(merged, object);
        heard.add(from);
        if (heard.count() == target.owners().size()) {
            takeIn(now, out);
        } else if (!asksAll) {
            asksAll = true;
            send(now, out);
        }
    }

    private void takeIn(Now now, Outputs<Outcome> out) {
        round = TAKING_IN;
        send(now, out);
    }

    private void finish() {
        done = true;
        caughtUp = true;
    }

    private void fail(Failure failure, Outputs<Outcome> out) {
        done = true;
        ticket.fail(failure, out);
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            fail(Failure.TRY_AGAIN, out);
        } else if (now.hasReached(resendNanos)) {
            send(now, out);
        }
    }

    /// Whether the write may begin. Then this is done, and its ticket goes on with the write.
    boolean isCaughtUp() {
        return caughtUp;
    }

    VersionVector seen() {
        return seen;
    }

    /// The write that may begin.
    ClientOperation.Put put() {
        return put;
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
