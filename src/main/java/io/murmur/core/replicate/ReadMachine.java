package io.murmur.core.replicate;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Carries out one read: asks R owners, merges, and makes the merge durable on enough owners before it answers if
/// they differed (blocking read repair, [Level#holders]). With 2R > N two reads in sequence never go back.
///
/// Asking -> Answered: R owners agree. Asking -> Repairing: they differ and all differing objects are here.
/// Repairing -> Answered: enough owners hold the merge. Repairing -> Asking anew, once: an owner that knew nothing
/// of a value another gave has not taken it in. Only such an owner is waited for where repair holds nobody up, or
/// others stand in for owners. Any -> Answered with [Failure#TRY_AGAIN]: the deadline passed. Large objects come whole
/// from the first owner only; the others send digests, and the object only if it differs.
///
/// Why anew: an owner that knows nothing of a value may have purged the delete that superseded it, after
/// another gave the value and before it answered itself (seed 20,021 of the simulation). Who still gives the
/// value when asked afterwards had not vouched for that delete, so nobody had purged it.
///
/// In a session one of the owners has to have applied what the session has seen; or all owners answer, and what is
/// lacking then nobody holds any more.
final class ReadMachine implements RequestMachine {

    /// Each asking has an even number, the repair that follows the next; see [Target#PHASE_BITS].
    private static final int PHASES_MAX = 16;

    private final Target target;
    private final Ticket ticket;
    private final Key key;
    private final VersionVector seen;
    private final Level level;
    /// Owners that have to hold what is shown, where they differ.
    private final int needed;
    private final ReplicationLimits limits;
    private final ReadRepair repair;
    private final boolean repairs;
    private final boolean asksAgain;
    private final ObjectMerge merge;
    private final List<NodeId> preferred;
    private final Map<NodeId, StoredObject> objects = new TreeMap<>();
    private final Map<NodeId, ObjectDigest> digests = new TreeMap<>();
    /// The objects of the asking before.
    private final List<StoredObject> before = new ArrayList<>();
    /// Owners that may have purged what others gave, and have not taken it in.
    private final Set<NodeId> lacking = new TreeSet<>();
    /// Owners that have not applied all that the session has seen.
    private final Set<NodeId> behind = new TreeSet<>();
    private final OwnerTally holders;
    private final OwnerTally gone;
    private StoredObject merged = StoredObject.ABSENT;
    private int asked;
    private int phase;
    private boolean needsAll;
    /// Who stands in for owners did not hear of what they have purged.
    private boolean trustsFallbacks = true;
    private boolean done;
    private long retryNanos;

    /// A read of `key`.
    ///
    /// @param repair what becomes of owners that are behind
    /// @param preferred the owners in the order they are asked, reachable ones first
    /// @param seen what the session has seen of the partition; empty if there is none
    record Request(Key key, Level level, ReadRepair repair, List<NodeId> preferred, VersionVector seen) {}

    ReadMachine(Target target, Ticket ticket, Request request, CoordinatorSettings settings) {
        this.target = target;
        this.ticket = ticket;
        this.key = request.key();
        this.seen = request.seen();
        this.level = request.level();
        this.repair = request.repair();
        boolean waits = repair == ReadRepair.BLOCKING && target.fallbacks().isEmpty();
        this.needed = waits ? level.holders(target.owners().size()) : 0;
        this.preferred = request.preferred();
        this.limits = settings.limits();
        this.repairs = settings.safeguards().has(Safeguard.READ_REPAIR);
        this.asksAgain = settings.safeguards().has(Safeguard.READ_AGAIN);
        this.merge = new ObjectMerge(settings.safeguards());
        this.holders = new OwnerTally(target.owners());
        this.gone = new OwnerTally(target.owners());
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        askUpTo(level.readOwners(), now, out);
    }

    private void askUpTo(int count, Now now, Outputs<Outcome> out) {
        retryNanos = now.nanosAfterMillis(limits.hedgeMillis());
        for (; asked < count && asked < preferred.size(); asked++) {
            ask(preferred.get(asked), asked == 0 ? Integer.MAX_VALUE : limits.unaskedBytesMax(), now, out);
        }
    }

    private void ask(NodeId owner, int fullBytesMax, Now now, Outputs<Outcome> out) {
        var routing = target.routing(phase);
        var request = seen.isEmpty()
                ? new ReplicaRequest.Read(routing, key, fullBytesMax)
                : new ReplicaRequest.ReadAfter(routing, key, fullBytesMax, seen);
        out.send(owner, request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (isDone()
                || !target.isOf(reply.correlation(), phase)
                || !target.owners().contains(from)) {
            return;
        }
        boolean isFallback = target.fallbacks().contains(from);
        switch (reply) {
            case ReplicaReply.Held _, ReplicaReply.HeldBehind _, ReplicaReply.HeldDigest _
            when isFallback && !trustsFallbacks -> hear(from, StoredObject.ABSENT, now, out);
            case ReplicaReply.Held(_, var object) -> {
                behind.remove(from);
                hear(from, object, now, out);
            }
            case ReplicaReply.HeldBehind(_, var object) -> {
                behind.add(from);
                hear(from, object, now, out);
            }
            case ReplicaReply.HeldDigest(_, var digest) -> {
                // An owner that was asked twice counts once: by its object, if that came first.
                if (!objects.containsKey(from) || behind.remove(from)) {
                    objects.remove(from);
                    digests.put(from, digest);
                    compare(now, out);
                }
            }
            case ReplicaReply.Stored(_, var beyond) -> countHolder(from, beyond, now, out);
            case ReplicaReply.Refused(_, var reason)
            when reason == Refusal.SEEN_BEFORE && isGone(from) -> {
                // If it is not deleted, an exchange finds that; then it is taken in when it is sent again.
                if (mayBeginAnew()) {
                    beginAnew(now, out);
                }
            }
            case ReplicaReply.Refused(_, var reason) -> {
                trustsFallbacks &= isFallback || reason != Refusal.SEEN_BEFORE;
                turnToOthers(from, now, out);
            }
            case ReplicaReply.StaleEpoch _ -> turnToOthers(from, now, out);
            case ReplicaReply.Vouched _,
                    ReplicaReply.Recalled _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.PageListed _,
                    ReplicaReply.RowsListed _,
                    ReplicaReply.Counted _ -> {}
        }
    }

    private void hear(NodeId from, StoredObject object, Now now, Outputs<Outcome> out) {
        digests.remove(from);
        objects.put(from, object);
        compare(now, out);
    }

    /// One that does not take its part is made up for by the others: one may be full where another is not.
    private void turnToOthers(NodeId from, Now now, Outputs<Outcome> out) {
        if (!isRepairing()) {
            askUpTo(asked + 1, now, out);
        } else if (lacking.contains(from)) {
            beginAnew(now, out);
        } else if (!needsAll) {
            needsAll = true;
            sendRepair(out);
        }
    }

    /// Whether too few are left that could hold what was read: it was deleted and purged meanwhile.
    private boolean isGone(NodeId refusing) {
        gone.add(refusing);
        return target.owners().size() - gone.count() < needed;
    }

    private boolean isRepairing() {
        return phase % 2 == 1;
    }

    private boolean mayBeginAnew() {
        return phase + 2 < PHASES_MAX;
    }

    private void beginAnew(Now now, Outputs<Outcome> out) {
        if (!mayBeginAnew()) {
            done = true;
            ticket.fail(Failure.TRY_AGAIN, out);
            return;
        }
        phase += isRepairing() ? 1 : 2;
        before.clear();
        before.addAll(objects.values());
        objects.clear();
        digests.clear();
        lacking.clear();
        behind.clear();
        holders.clear();
        gone.clear();
        needsAll = false;
        asked = 0;
        askUpTo(level.readOwners(), now, out);
    }

    private void compare(Now now, Outputs<Outcome> out) {
        int answered = objects.size() + digests.size();
        if (isRepairing() || answered < level.readOwners()) {
            return;
        }
        if (behind.size() == answered && answered < target.owners().size()) {
            askUpTo(asked + 1, now, out);
            return;
        }
        merged = StoredObject.ABSENT;
        for (StoredObject object : objects.values()) {
            merged = merge.merge(merged, object);
        }
        if (!digests.isEmpty() && !askForWhatDiffers(now, out)) {
            return;
        }
        boolean agree = objects.values().stream().allMatch(merged::equals);
        if (before.stream().anyMatch(this::supersedesSome)) {
            beginAnew(now, out);
        } else if (agree || !repairs) {
            finish(out);
        } else {
            repair(now, out);
        }
    }

    /// Whether an owner that may not be among those asked now knew better.
    private boolean supersedesSome(StoredObject known) {
        return merged.siblings().stream()
                .anyMatch(sibling ->
                        sibling.isValue() && known.context().covers(sibling.dot()) && !known.holds(sibling.dot()));
    }

    /// Digests that fit the merge stand for it; owners of the others are asked for their objects.
    ///
    /// @return whether every digest fits
    private boolean askForWhatDiffers(Now now, Outputs<Outcome> out) {
        ObjectDigest expected = ObjectDigest.of(merged);
        boolean allFit = true;
        for (Map.Entry<NodeId, ObjectDigest> digest : digests.entrySet()) {
            if (objects.isEmpty() || !digest.getValue().equals(expected)) {
                ask(digest.getKey(), Integer.MAX_VALUE, now, out);
                allFit = false;
            }
        }
        return allFit;
    }

    private void repair(Now now, Outputs<Outcome> out) {
        phase++;
        for (NodeId owner : target.owners()) {
            if (digests.containsKey(owner)
                    || holdsMerged(owner)
                    || target.fallbacks().contains(owner)) {
                holders.add(owner);
            } else if (before.isEmpty() && asksAgain && mayHavePurged(objects.get(owner))) {
                lacking.add(owner);
            }
        }
        if (repair != ReadRepair.OFF) {
            sendRepair(out);
        } else if (!lacking.isEmpty()) {
            beginAnew(now, out);
            return;
        }
        finishIfHeld(out);
    }

    /// Whether an owner that answered like this may have purged a delete that superseded a value of the
    /// merge. Not if it holds something that whoever gave the value had heard of: then it is only behind.
    private boolean mayHavePurged(@Nullable StoredObject answer) {
        return answer != null
                && merged.siblings().stream()
                        .anyMatch(sibling -> sibling.isValue()
                                && !answer.context().covers(sibling.dot())
                                && !isBehind(answer, sibling.dot()));
    }

    private boolean isBehind(StoredObject answer, Dot dot) {
        return answer.isKnown()
                && ((!digests.isEmpty() && knowsAllOf(merged, answer))
                        || objects.values().stream()
                                .anyMatch(object -> object.holds(dot) && knowsAllOf(object, answer)));
    }

    private static boolean knowsAllOf(StoredObject object, StoredObject answer) {
        return answer.siblings().stream().allMatch(sibling -> object.context().covers(sibling.dot()));
    }

    private boolean holdsMerged(NodeId owner) {
        StoredObject object = objects.get(owner);
        return object != null && object.equals(merged);
    }

    /// To those who answered something else, and to the others too where they are needed.
    private void sendRepair(Outputs<Outcome> out) {
        boolean needsOthers = needsAll || objects.size() + digests.size() < needed;
        var request = new ReplicaRequest.Merge(target.routing(phase), key, merged, List.of());
        for (NodeId owner : target.owners()) {
            if (!holders.has(owner) && (needsOthers || objects.containsKey(owner))) {
                out.send(owner, request);
            }
        }
    }

    /// One that did not know it, and now knows more, may have known better all the time.
    private void countHolder(NodeId from, StoredObject beyond, Now now, Outputs<Outcome> out) {
        if (!isRepairing() || !holders.add(from)) {
            return;
        }
        if (beyond.isKnown() && lacking.contains(from)) {
            beginAnew(now, out);
        } else {
            lacking.remove(from);
            finishIfHeld(out);
        }
    }

    private void finishIfHeld(Outputs<Outcome> out) {
        if (lacking.isEmpty() && holders.count() >= needed) {
            finish(out);
        }
    }

    private void finish(Outputs<Outcome> out) {
        done = true;
        ticket.answer(new Outcome.Read(merged), out);
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (isDone()) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            done = true;
            ticket.fail(Failure.TRY_AGAIN, out);
        } else if (now.hasReached(retryNanos)) {
            retry(now, out);
        }
    }

    /// Nothing came in time: asks all that have not answered, or offers the repair again; who is silent may be.
    private void retry(Now now, Outputs<Outcome> out) {
        retryNanos = now.nanosAfterMillis(limits.resendMillis());
        if (isRepairing() && !lacking.isEmpty()) {
            beginAnew(now, out);
            return;
        }
        if (isRepairing()) {
            needsAll = true;
            sendRepair(out);
            return;
        }
        asked = preferred.size();
        for (NodeId owner : preferred) {
            if (!objects.containsKey(owner) || behind.contains(owner)) {
                ask(owner, digests.containsKey(owner) ? Integer.MAX_VALUE : limits.unaskedBytesMax(), now, out);
            }
        }
    }

    @Override
    public Ticket ticket() {
        return ticket;
    }

    @Override
    public boolean isDone() {
        return done || ticket.isOver();
    }
}
