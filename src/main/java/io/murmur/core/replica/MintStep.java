package io.murmur.core.replica;

import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/// Decides one mint: refuse, recognise a repetition, or make a new event (design decisions 7 to 9).
final class MintStep {

    private static final int SIBLINGS_WARN = 10;

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;
    private final ObjectMerge merge;

    MintStep(BatchDraft draft, Namespaces namespaces, ReplicaLimits limits, Safeguards safeguards) {
        this.draft = draft;
        this.namespaces = namespaces;
        this.limits = limits;
        this.safeguards = safeguards;
        this.merge = new ObjectMerge(safeguards);
    }

    void step(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Mint request, Now now) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        VersionVector known = request.context() == null ? current.context() : request.context();
        if (wasDoneBefore(replica, current, request)) {
            draft.replyAfterDurable(
                    loaded.from(),
                    new ReplicaReply.Repeated(
                            request.routing().correlation(), current, current.isAliveAt(now.wallMillis())));
        } else if (known.counterOf(replica.self()) > replica.lastCounter()) {
            draft.refuse(loaded, Refusal.FOREIGN_CONTEXT);
        } else if (request.attempt() == Attempt.FIRST && isExpiry(request) && !current.isAliveAt(now.wallMillis())) {
            draft.refuse(loaded, Refusal.NO_SUCH_KEY);
        } else if (siblingsLeft(current, known) >= limits.siblingsMax()) {
            draft.refuse(loaded, Refusal.TOO_MANY_SIBLINGS);
        } else {
            write(loaded, request, new Write(replica, current, known), now);
        }
    }

    private static boolean isExpiry(ReplicaRequest.Mint request) {
        return request.value() == null && request.end() != Lifetime.PLAIN;
    }

    private boolean wasDoneBefore(ReplicaDraft replica, StoredObject current, ReplicaRequest.Mint request) {
        return request.attempt() == Attempt.FIRST && replica.remembers(request.operation(), current);
    }

    private static int siblingsLeft(StoredObject current, VersionVector known) {
        int left = 0;
        for (Sibling sibling : current.siblings()) {
            left += known.covers(sibling.dot()) ? 0 : 1;
        }
        return left;
    }

    private record Write(ReplicaDraft replica, StoredObject current, VersionVector known) {}

    private void write(Loaded loaded, ReplicaRequest.Mint request, Write write, Now now) {
        ReplicaDraft replica = write.replica();
        int partition = request.routing().partition();
        Namespace namespace = namespaces.of(request.key());
        Dot dot = replica.mint();
        long time = HybridTime.next(replica.hybridTime(), now.wallMillis());
        replica.hybridTime(time);
        replica.saw(request.operation());
        StoredObject after = after(write, written(write, request, dot, time, now));
        List<Dot> applied = appliedBy(dot, write.current(), after);
        RowChange row = new RowChange(partition, request.key(), write.current(), after);
        draft.noteEnd(row, draft.change(row, applied, time, List.of(request.operation()), namespace.synced()));
        boolean existed = write.current().isAliveAt(now.wallMillis());
        reply(loaded, new ReplicaReply.Minted(request.routing().correlation(), after, applied, existed));
        if (after.siblings().size() >= SIBLINGS_WARN) {
            draft.publishNow(new ReplicaNotice.ManySiblings(
                    partition, request.key().toString(), after.siblings().size()));
        }
    }

    private static Sibling written(Write write, ReplicaRequest.Mint request, Dot dot, long time, Now now) {
        StoredObject current = write.current();
        long kept = current.isAliveAt(now.wallMillis()) ? current.endsAt() : Lifetime.PLAIN;
        long end = request.end() == Lifetime.KEPT ? kept : request.end();
        boolean ends = request.value() != null && end != Lifetime.PLAIN && end != Lifetime.ENDLESS;
        Expiry expiry = ends ? Expiry.at(end) : null;
        if (isExpiry(request)) {
            VersionVector appliesTo = current.context().merge(write.known());
            expiry = new Expiry(end, saidMillis(current, appliesTo, now), appliesTo);
        }
        return new Sibling(dot, time, request.operation(), request.value(), expiry);
    }

    /// An expiry that follows another speaks for both: what was extended in time has not ended in between.
    private static long saidMillis(StoredObject current, VersionVector appliesTo, Now now) {
        long said = now.wallMillis();
        for (Sibling sibling : current.siblings()) {
            Expiry before = sibling.expiry();
            if (sibling.isExpiry() && before != null && appliesTo.covers(sibling.dot())) {
                said = Math.min(said, before.saidMillis());
            }
        }
        return said;
    }

    private StoredObject after(Write write, Sibling written) {
        if (written.isExpiry()) {
            return merge.expire(write.current(), written);
        }
        if (written.isDelete() && !safeguards.has(Safeguard.DELETE_HAS_DOT)) {
            List<Sibling> left = new ArrayList<>(write.current().siblings());
            left.removeIf(sibling -> write.known().covers(sibling.dot()));
            return StoredObject.of(write.current().context().merge(write.known()), left, 0);
        }
        return merge.write(write.current(), write.known(), written);
    }

    private static List<Dot> appliedBy(Dot dot, StoredObject before, StoredObject after) {
        List<Dot> applied = new ArrayList<>(before.siblings().size() + 1);
        applied.add(dot);
        for (Sibling sibling : before.siblings()) {
            if (!after.holds(sibling.dot())) {
                applied.add(sibling.dot());
            }
        }
        return applied;
    }

    private void reply(Loaded loaded, ReplicaReply.Minted reply) {
        // Not before it is durable: a context names all events of an actor up to one. If an event had left this
        // node and were lost here, the next one would claim to know it, and drop it elsewhere.
        draft.replyAfterDurable(loaded.from(), reply);
        draft.replyStored(loaded, VersionVector.EMPTY);
    }
}
