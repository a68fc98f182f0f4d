package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.effect.EarlierTry;
import io.murmur.core.replicate.effect.Effect;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out one write at the owners of its key; runs on an owner.
///
/// Recalling -> Minting: the client may have sent the operation before, and of so many owners that one must
/// know if it was acknowledged or seen by a read, none remembers it. Minting -> Recalling (once): it was handed over,
/// and another try of it was looked up here. Recalling -> Replicating: one does; what
/// it holds is made durable on W owners instead. Minting -> Replicating: the own replica named the event.
/// Replicating -> Done: W owners are durable, and nothing has to be superseded. Replicating -> Minting (once):
/// owners held what a write without context must supersede; the second event's context covers it. Replicating ->
/// Learning -> Minting (once): owners held the end of what an increment was added to, so that it is over with it,
/// or knew more of the elements that were changed ([Effect]); the own replica takes that in, and carries the write
/// out anew, or takes it back: the key is of another type. Minting -> Doubting: the own replica refuses because of
/// what it shows of the key; owners are asked. Doubting -> Done: they show the same. Doubting -> Taking in -> Minting
/// (once): they know more. In a passive namespace Replicating sends nothing: the own replica is enough. Any -> Done:
/// refused before an event was named ("surely not executed"; see [#refusedHere]), or the deadline passed, or W
/// cannot be reached any more (both "unknown"). Done ignores everything.
final class WriteMachine implements RequestMachine {

    private static final int FIRST_ROUND = 0;
    private static final int SUPERSEDE_ROUND = 1;
    private static final int RECALL_ROUND = 2;
    private static final int LEARN_ROUND = 3;
    private static final int OPINION_ROUND = 4;
    private static final int TAKE_IN_ROUND = 5;

    private final Target target;
    private final Ticket ticket;
    private final ClientOperation.Put put;
    private final Level level;
    private final int needed;
    private final ReplicationLimits limits;
    private final Safeguards safeguards;
    private final OwnerTally stored;
    private final OwnerTally refused;
    private final ObjectMerge merge;
    private final Recollection recollection;
    private StoredObject beyond = StoredObject.ABSENT;
    private StoredObject object = StoredObject.ABSENT;
    private List<Dot> applied = List.of();
    private List<Value> found = List.of();
    private long number;
    private boolean replicating;
    private boolean repeated;
    private boolean existed;
    private boolean takesBack;
    private boolean done;
    private @Nullable SecondOpinion opinion;
    private @Nullable Failure refusedHere;
    private VersionVector seen = VersionVector.EMPTY;
    private int round = FIRST_ROUND;
    private Attempt first;
    private long resendNanos;

    WriteMachine(Target target, Ticket ticket, ClientOperation.Put put, Level level, CoordinatorSettings settings) {
        this.safeguards = settings.safeguards();
        this.limits = settings.limits();
        this.level = level;
        this.target = target;
        this.ticket = ticket;
        this.put = put;
        this.needed =
                safeguards.has(Safeguard.ANSWER_AFTER_W) ? level.writeOwners() : Math.max(1, level.writeOwners() - 1);
        this.stored = new OwnerTally(target.owners());
        this.refused = new OwnerTally(target.owners());
        this.merge = new ObjectMerge(safeguards);
        this.first = ticket.asker() != null && put.tries() == Tries.FIRST ? Attempt.HANDED_OVER : Attempt.FIRST;
        this.recollection = new Recollection(target, put, level, merge);
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        if (put.tries() == Tries.AGAIN) {
            lookUp(now, out);
        } else {
            mintFirst(now, out);
        }
    }

    private void lookUp(Now now, Outputs<Outcome> out) {
        round = RECALL_ROUND;
        first = Attempt.FIRST;
        resend(now, out);
    }

    private void mintFirst(Now now, Outputs<Outcome> out) {
        round = FIRST_ROUND;
        mint(put.mutation(), put.known(), first, now, out);
    }

    private void recall(NodeId from, ReplicaReply.Recalled reply, Now now, Outputs<Outcome> out) {
        if (round != RECALL_ROUND || replicating) {
            return;
        }
        recollection.hear(from, reply);
        if (!recollection.isComplete()) {
            return;
        }
        switch (recollection.memory()) {
            case SEEN -> {
                repeated = true;
                existed = recollection.object().isAliveAt(now.wallMillis());
                replicate(recollection.object(), List.of(), now, out);
                out.send(target.self(), new ReplicaRequest.Merge(target.routing(round), put.key(), object, applied));
            }
            case FORGOTTEN -> fail(Failure.UNKNOWN, out);
            case NEVER -> mintFirst(now, out);
        }
    }

    private void mint(Mutation mutation, @Nullable Known known, Attempt attempt, Now now, Outputs<Outcome> out) {
        replicating = false;
        stored.clear();
        refused.clear();
        var request =
                new ReplicaRequest.Mint(target.routing(round), put.key(), mutation, known, put.operation(), attempt);
        out.send(target.self(), request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (done || !target.isOf(reply.correlation(), round)) {
            return;
        }
        switch (reply) {
            case ReplicaReply.Minted minted -> {
                existed |= minted.existed();
                found = minted.found();
                replicate(minted.object(), minted.applied(), now, out);
            }
            case ReplicaReply.Repeated before -> {
                repeated = true;
                existed = before.existed();
                replicate(before.object(), List.of(), now, out);
                count(from, StoredObject.ABSENT, now, out);
            }
            case ReplicaReply.Recalled recollection -> recall(from, recollection, now, out);
            case ReplicaReply.Held(_, var held) -> hear(from, held, now, out);
            case ReplicaReply.Stored _ when round == TAKE_IN_ROUND -> mintFirst(now, out);
            case ReplicaReply.Stored(_, var more) -> count(from, more, now, out);
            // It has purged what this node still holds, and takes it in when an exchange has found that.
            case ReplicaReply.Refused(_, var reason) when reason == Refusal.SEEN_BEFORE && replicating -> {}
            case ReplicaReply.Refused(_, var reason)
            when reason == Refusal.LOOKED_UP && first == Attempt.HANDED_OVER -> lookUp(now, out);
            case ReplicaReply.Refused(_, var reason) -> refuse(from, Failure.ofMint(reason), now, out);
            case ReplicaReply.StaleEpoch _ -> refuse(from, Failure.TRY_AGAIN, now, out);
            case ReplicaReply.Vouched _, ReplicaReply.HeldDigest _, ReplicaReply.HeldBehind _ -> {}
            case ReplicaReply.PageListed _, ReplicaReply.RowsListed _, ReplicaReply.Counted _ -> {}
        }
    }

    private void replicate(StoredObject minted, List<Dot> accountedFor, Now now, Outputs<Outcome> out) {
        if (replicating) {
            return;
        }
        replicating = true;
        object = minted;
        applied = accountedFor;
        sendToMissing(now, out);
    }

    private void sendToMissing(Now now, Outputs<Outcome> out) {
        resendNanos = now.nanosAfterMillis(limits.resendMillis());
        if (!level.pushes()) {
            return;
        }
        var merge = new ReplicaRequest.Merge(target.routing(round), put.key(), object, applied);
        for (NodeId owner : target.owners()) {
            if (!owner.equals(target.self()) && !stored.has(owner)) {
                out.send(owner, merge);
            }
        }
    }

    private void count(NodeId from, StoredObject more, Now now, Outputs<Outcome> out) {
        if (round == LEARN_ROUND) {
            mintAgain(now, out);
            return;
        }
        if (!stored.add(from)) {
            return;
        }
        beyond = merge.merge(beyond, more);
        if (stored.count() < needed) {
            return;
        }
        if (put.mutation().isOfWholeKey()) {
            settle(now, out);
        } else {
            settle(new Effect(put, new Effect.Seen(object, beyond), applied, merge, now.wallMillis()), now, out);
        }
    }

    private void settle(Now now, Outputs<Outcome> out) {
        if (!mustSupersede()) {
            finish(new Outcome.Written(object.known(), existed), out);
        } else if (repeated && !new EarlierTry(put.operation(), object).mayBeFinished()) {
            fail(Failure.UNKNOWN, out);
        } else {
            supersede(now, out);
        }
    }

    /// How many elements have changed, or whether any is news, is known when so many owners have answered for the
    /// first time: with the second round they hold what the first has put.
    private void settle(Effect effect, Now now, Outputs<Outcome> out) {
        boolean isAdding = put.mutation() instanceof Mutation.Add;
        if (isAdding || round == FIRST_ROUND) {
            number = effect.number(level.conflict(), found);
        }
        takesBack |= round == FIRST_ROUND
                && effect.isOfWrongType(level.conflict())
                && safeguards.has(Safeguard.TAKE_BACK_WRONG_TYPE);
        if (takesBack && round == SUPERSEDE_ROUND) {
            fail(Failure.WRONG_TYPE, out);
        } else if (!takesBack && !mustLearn(effect)) {
            finish(new Outcome.Written(object.known(), existed, number), out);
        } else if (beyond.isKnown()) {
            round = LEARN_ROUND;
            resend(now, out);
        } else {
            mintAgain(now, out);
        }
    }

    private boolean mustLearn(Effect effect) {
        return round != SUPERSEDE_ROUND
                && ((effect.isOver() && safeguards.has(Safeguard.ADD_TO_WHAT_LIVES))
                        || (effect.isIncomplete() && safeguards.has(Safeguard.LEARN_OF_ELEMENTS)));
    }

    private void learn(Outputs<Outcome> out) {
        out.send(target.self(), new ReplicaRequest.Merge(target.routing(round), put.key(), beyond, List.of()));
    }

    private void mintAgain(Now now, Outputs<Outcome> out) {
        round = SUPERSEDE_ROUND;
        mint(again(), null, takesBack ? Attempt.TAKE_BACK : Attempt.SUPERSEDE, now, out);
    }

    private Mutation again() {
        return put.mutation() instanceof Mutation.Add(var amount, _) && !applied.isEmpty()
                ? new Mutation.Add(amount, applied.getFirst())
                : put.mutation();
    }

    private boolean mustSupersede() {
        boolean others = beyond.isKnown() || (repeated && new EarlierTry(put.operation(), object).isOneOfSeveral());
        return round != SUPERSEDE_ROUND && put.known() == null && others && safeguards.has(Safeguard.SUPERSEDE_ROUND);
    }

    private void supersede(Now now, Outputs<Outcome> out) {
        Known known = object.known().merge(beyond.known());
        round = SUPERSEDE_ROUND;
        if (safeguards.has(Safeguard.SUPERSEDE_UNDER_NEW_DOT)) {
            mint(put.mutation(), known, Attempt.SUPERSEDE, now, out);
        } else {
            stored.clear();
            object = StoredObject.of(known.context(), object.siblings(), object.maxFence(), known.totals());
            sendToMissing(now, out);
            out.send(target.self(), new ReplicaRequest.Merge(target.routing(round), put.key(), object, applied));
        }
    }

    /// An owner that has too much to do is asked again like one that was not heard.
    private void refuse(NodeId from, Failure failure, Now now, Outputs<Outcome> out) {
        if (opinion != null && round == TAKE_IN_ROUND) {
            fail(opinion.refusal(), out);
        } else if (round == LEARN_ROUND) {
            fail(Failure.UNKNOWN, out);
        } else if (!replicating && round <= SUPERSEDE_ROUND && from.equals(target.self())) {
            refuseMint(failure, now, out);
        } else if (round != OPINION_ROUND
                && failure != Failure.OVERLOADED
                && refused.add(from)
                && target.owners().size() - refused.count() < needed) {
            fail(Failure.UNKNOWN, out);
        }
    }

    private void refuseMint(Failure failure, Now now, Outputs<Outcome> out) {
        if (round != FIRST_ROUND) {
            fail(Failure.UNKNOWN, out);
        } else if (failure.isOfOneNode()) {
            done = true;
            refusedHere = failure;
        } else if (failure.isOfWhatIsShown() && opinion == null && safeguards.has(Safeguard.SECOND_OPINION)) {
            int heard = Math.min(level.readOwners(), level.writeOwners());
            opinion = new SecondOpinion(target, put.key(), heard, failure, merge);
            round = OPINION_ROUND;
            resend(now, out);
        } else {
            fail(failure, out);
        }
    }

    private void hear(NodeId from, StoredObject held, Now now, Outputs<Outcome> out) {
        if (opinion == null || round != OPINION_ROUND) {
            return;
        }
        opinion.hear(from, held);
        if (opinion.isComplete() && opinion.news() == null) {
            fail(opinion.refusal(), out);
        } else if (opinion.isComplete()) {
            round = TAKE_IN_ROUND;
            resend(now, out);
        }
    }

    /// Why the own replica named no event, if another owner's may: then this write is done, and nobody was
    /// told, so that it can be handed over. Null otherwise.
    @Nullable
    Failure refusedHere() {
        return refusedHere;
    }

    /// It is of a session that has seen so much of the partition; what it has seen is known here.
    void follow(VersionVector session) {
        seen = session;
    }

    /// What is to be handed over, for whom.
    ClientOperation.OfKey operation() {
        return seen.isEmpty() ? put : new ClientOperation.InSession(put, seen);
    }

    @Override
    public Ticket ticket() {
        return ticket;
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            fail(round >= OPINION_ROUND ? Failure.TRY_AGAIN : Failure.UNKNOWN, out);
        } else if (now.hasReached(resendNanos)) {
            resend(now, out);
        }
    }

    private void resend(Now now, Outputs<Outcome> out) {
        resendNanos = now.nanosAfterMillis(limits.resendMillis());
        if (round >= OPINION_ROUND && opinion != null) {
            opinion.send(round, ticket, now, out);
        } else if (round == LEARN_ROUND) {
            learn(out);
        } else if (replicating) {
            sendToMissing(now, out);
        } else if (round == RECALL_ROUND) {
            recollection.askTheMissing(round, ticket, now, out);
        }
    }

    private void fail(Failure failure, Outputs<Outcome> out) {
        finish(new Outcome.Failed(failure), out);
    }

    private void finish(Outcome outcome, Outputs<Outcome> out) {
        done = true;
        ticket.answer(outcome, out);
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
