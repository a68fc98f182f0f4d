package io.murmur.core.replicate;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Carries out one read: asks R owners, merges, and makes the merge durable on W owners before it answers if they
/// differed (blocking read repair). With 2R > N two reads in sequence never go back.
///
/// Asking -> Answered: R owners agree. Asking -> Repairing: they differ and all differing objects are here.
/// Repairing -> Answered: W owners hold the merge. Any -> Answered with [Failure#TRY_AGAIN]: the deadline passed.
/// Large objects come whole from the first owner only; the others send digests, and the object only if it
/// differs.
final class ReadMachine implements RequestMachine {

    private static final int ASKING = 0;
    private static final int REPAIRING = 1;

    private final Target target;
    private final Ticket ticket;
    private final Key key;
    private final Level level;
    private final ReplicationLimits limits;
    private final boolean repairs;
    private final ObjectMerge merge;
    private final List<NodeId> preferred;
    private final Map<NodeId, StoredObject> objects = new TreeMap<>();
    private final Map<NodeId, ObjectDigest> digests = new TreeMap<>();
    private final OwnerTally holders;
    private StoredObject merged = StoredObject.ABSENT;
    private int asked;
    private int phase = ASKING;
    private boolean needsAll;
    private boolean done;
    private long retryNanos;

    /// A read of `key`.
    ///
    /// @param preferred the owners in the order they are asked, reachable ones first
    record Request(Key key, Level level, List<NodeId> preferred) {}

    ReadMachine(Target target, Ticket ticket, Request request, CoordinatorSettings settings) {
        this.target = target;
        this.ticket = ticket;
        this.key = request.key();
        this.level = request.level();
        this.preferred = request.preferred();
        this.limits = settings.limits();
        this.repairs = settings.safeguards().has(Safeguard.READ_REPAIR);
        this.merge = new ObjectMerge(settings.safeguards());
        this.holders = new OwnerTally(target.owners());
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
        var request = new ReplicaRequest.Read(target.routing(ASKING), key, fullBytesMax);
        out.send(owner, request, ticket.waitsMillis(now));
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (done || !target.isOf(reply.correlation(), phase) || !target.owners().contains(from)) {
            return;
        }
        switch (reply) {
            case ReplicaReply.Held(_, var object) -> {
                digests.remove(from);
                objects.put(from, object);
                compare(now, out);
            }
            case ReplicaReply.HeldDigest(_, var digest) -> {
                // An owner that was asked twice counts once: by its object, if that came first.
                if (!objects.containsKey(from)) {
                    digests.put(from, digest);
                    compare(now, out);
                }
            }
            case ReplicaReply.Stored _ -> countHolder(from, out);
            case ReplicaReply.Refused _, ReplicaReply.StaleEpoch _ -> turnToOthers(now, out);
            case ReplicaReply.Recalled _,
                    ReplicaReply.Minted _,
                    ReplicaReply.Repeated _,
                    ReplicaReply.PageListed _,
                    ReplicaReply.Counted _ -> {}
        }
    }

    /// One that does not take its part is made up for by the others: one may be full where another is not.
    private void turnToOthers(Now now, Outputs<Outcome> out) {
        if (phase == ASKING) {
            askUpTo(asked + 1, now, out);
        } else if (!needsAll) {
            needsAll = true;
            sendRepair(out);
        }
    }

    private void compare(Now now, Outputs<Outcome> out) {
        if (phase != ASKING || objects.size() + digests.size() < level.readOwners()) {
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
        if (agree || !repairs) {
            finish(out);
        } else {
            repair(out);
        }
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

    private void repair(Outputs<Outcome> out) {
        phase = REPAIRING;
        for (NodeId owner : target.owners()) {
            if (digests.containsKey(owner) || holdsMerged(owner)) {
                holders.add(owner);
            }
        }
        sendRepair(out);
        finishIfHeld(out);
    }

    private boolean holdsMerged(NodeId owner) {
        StoredObject object = objects.get(owner);
        return object != null && object.equals(merged);
    }

    /// To those who answered something else, and to the others too where they are needed to reach W.
    private void sendRepair(Outputs<Outcome> out) {
        boolean needsOthers = needsAll || objects.size() + digests.size() < level.writeOwners();
        var request = new ReplicaRequest.Merge(target.routing(REPAIRING), key, merged, List.of());
        for (NodeId owner : target.owners()) {
            if (!holders.has(owner) && (needsOthers || objects.containsKey(owner))) {
                out.send(owner, request);
            }
        }
    }

    private void countHolder(NodeId from, Outputs<Outcome> out) {
        if (phase == REPAIRING && holders.add(from)) {
            finishIfHeld(out);
        }
    }

    private void finishIfHeld(Outputs<Outcome> out) {
        if (holders.count() >= Math.min(level.writeOwners(), target.owners().size())) {
            finish(out);
        }
    }

    private void finish(Outputs<Outcome> out) {
        done = true;
        ticket.answer(new Outcome.Read(merged), out);
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (done) {
            return;
        }
        if (now.hasReached(ticket.deadlineNanos())) {
            done = true;
            ticket.fail(Failure.TRY_AGAIN, out);
        } else if (now.hasReached(retryNanos)) {
            retry(now, out);
        }
    }

    /// Nothing came in time: ask every owner that has not answered, or offer the repair again.
    private void retry(Now now, Outputs<Outcome> out) {
        retryNanos = now.nanosAfterMillis(limits.resendMillis());
        if (phase == REPAIRING) {
            needsAll = true;
            sendRepair(out);
            return;
        }
        asked = preferred.size();
        for (NodeId owner : preferred) {
            if (!objects.containsKey(owner)) {
                ask(owner, digests.containsKey(owner) ? Integer.MAX_VALUE : limits.unaskedBytesMax(), now, out);
            }
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
