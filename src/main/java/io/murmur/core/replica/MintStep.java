package io.murmur.core.replica;

import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides one mint: refuse, recognise a repetition, or make a new event (design decisions 7 to 9).
final class MintStep {

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;
    private final ObjectMerge merge;
    private final EventNaming naming;

    MintStep(BatchDraft draft, Namespaces namespaces, ReplicaLimits limits, Safeguards safeguards) {
        this.draft = draft;
        this.namespaces = namespaces;
        this.limits = limits;
        this.safeguards = safeguards;
        this.merge = new ObjectMerge(safeguards);
        this.naming = new EventNaming(draft, namespaces);
    }

    void step(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Mint request, Now now) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        Known known = request.known() == null ? current.known() : request.known();
        if (wasDoneBefore(replica, current, request)) {
            draft.replyAfterDurable(
                    loaded.from(),
                    new ReplicaReply.Repeated(
                            request.routing().correlation(), current, current.isAliveAt(now.wallMillis())));
        } else if (mustBeLookedUp(request)) {
            draft.refuse(loaded, Refusal.LOOKED_UP);
        } else if (known.context().counterOf(replica.self()) > replica.lastCounter()) {
            draft.refuse(loaded, Refusal.FOREIGN_CONTEXT);
        } else if (request.mutation() instanceof Mutation.Add) {
            new AddStep(draft, namespaces, safeguards, naming).step(replica, current, loaded, request, now);
        } else if (request.mutation() instanceof Mutation.OfElements) {
            new ElementStep(draft, namespaces, limits, safeguards, naming).step(replica, current, loaded, request, now);
        } else if (request.mutation() instanceof Mutation.Unite) {
            new UniteStep(draft, namespaces, safeguards, naming).step(replica, current, loaded, request, now);
        } else if (request.attempt().isFirst() && isExpiry(request) && !current.isAliveAt(now.wallMillis())) {
            draft.refuse(loaded, Refusal.NO_SUCH_KEY);
        } else if (siblingsLeft(current, known.context()) >= limits.siblingsMax()) {
            draft.refuse(loaded, Refusal.TOO_MANY_SIBLINGS);
        } else {
            write(loaded, request, new Write(replica, current, known), now);
        }
    }

    private static boolean isExpiry(ReplicaRequest.Mint request) {
        return request.mutation() instanceof Mutation.Expire;
    }

    private boolean wasDoneBefore(ReplicaDraft replica, StoredObject current, ReplicaRequest.Mint request) {
        return request.attempt().isFirst() && replica.remembers(request.operation(), current);
    }

    private boolean mustBeLookedUp(ReplicaRequest.Mint request) {
        return request.attempt() == Attempt.HANDED_OVER
                && draft.wasLookedUp(request.operation())
                && safeguards.has(Safeguard.HEED_LOOKING_UP);
    }

    private static int siblingsLeft(StoredObject current, VersionVector known) {
        int left = 0;
        for (Sibling sibling : current.siblings()) {
            boolean isOneOfMany = sibling.element() != null || sibling.registers() != null;
            left += isOneOfMany || known.covers(sibling.dot()) ? 0 : 1;
        }
        return left;
    }

    private record Write(ReplicaDraft replica, StoredObject current, Known known) {}

    private void write(Loaded loaded, ReplicaRequest.Mint request, Write write, Now now) {
        EventNaming.Named named = naming.name(write.replica(), request, 1, now);
        StoredObject after = after(write, written(write, request, named, now), now);
        naming.record(loaded, request, new EventNaming.Change(write.current(), after), named, now);
    }

    /// The end of what is there, for what comes beside it; null if it has none.
    static @Nullable Expiry keptBy(StoredObject current, Now now) {
        long end = current.isAliveAt(now.wallMillis()) ? current.endsAt() : Expiry.NEVER;
        return end == Expiry.NEVER ? null : Expiry.at(end);
    }

    private static Sibling written(Write write, ReplicaRequest.Mint request, EventNaming.Named named, Now now) {
        StoredObject current = write.current();
        Value value = request.mutation().value();
        long end = request.mutation().end();
        boolean ends = value != null && end != Lifetime.PLAIN;
        Expiry expiry = !ends ? null : end == Lifetime.KEPT ? keptBy(current, now) : Expiry.at(end);
        if (isExpiry(request)) {
            VersionVector appliesTo = current.context().merge(write.known().context());
            expiry = new Expiry(end, saidMillis(current, appliesTo, now), appliesTo);
        }
        return new Sibling(named.first(), named.time(), request.operation(), value, expiry);
    }

    /// An expiry that follows another in time speaks for both: what was extended has not ended in between.
    private static long saidMillis(StoredObject current, VersionVector appliesTo, Now now) {
        long said = now.wallMillis();
        for (Sibling sibling : current.siblings()) {
            Expiry before = sibling.expiry();
            boolean isFollowed = before != null && !before.hasPassed(now.wallMillis());
            if (sibling.isExpiry() && before != null && isFollowed && appliesTo.covers(sibling.dot())) {
                said = Math.min(said, before.saidMillis());
            }
        }
        return said;
    }

    private StoredObject after(Write write, Sibling written, Now now) {
        if (written.isExpiry()) {
            return merge.expire(write.current(), written, now.wallMillis());
        }
        if (written.isDelete() && !safeguards.has(Safeguard.DELETE_HAS_DOT)) {
            List<Sibling> left = new ArrayList<>(write.current().siblings());
            left.removeIf(sibling -> write.known().context().covers(sibling.dot()));
            return StoredObject.of(write.current().context().merge(write.known().context()), left, 0);
        }
        return merge.write(write.current(), write.known(), written);
    }
}
