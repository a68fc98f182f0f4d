package io.murmur.core.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.Amount;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        Known known = request.known() == null ? current.known() : request.known();
        if (wasDoneBefore(replica, current, request)) {
            draft.replyAfterDurable(
                    loaded.from(),
                    new ReplicaReply.Repeated(
                            request.routing().correlation(), current, current.isAliveAt(now.wallMillis())));
        } else if (known.context().counterOf(replica.self()) > replica.lastCounter()) {
            draft.refuse(loaded, Refusal.FOREIGN_CONTEXT);
        } else if (request.mutation() instanceof Mutation.Add add) {
            add(loaded, request, new Addition(replica, current, add), now);
        } else if (request.attempt() == Attempt.FIRST && isExpiry(request) && !current.isAliveAt(now.wallMillis())) {
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
        return request.attempt() == Attempt.FIRST && replica.remembers(request.operation(), current);
    }

    private static int siblingsLeft(StoredObject current, VersionVector known) {
        int left = 0;
        for (Sibling sibling : current.siblings()) {
            left += known.covers(sibling.dot()) ? 0 : 1;
        }
        return left;
    }

    private record Write(ReplicaDraft replica, StoredObject current, Known known) {}

    private void write(Loaded loaded, ReplicaRequest.Mint request, Write write, Now now) {
        Named named = name(write.replica(), request, now);
        StoredObject after = after(write, written(write, request, named, now), now);
        record(loaded, request, new RowChange(partitionOf(request), request.key(), write.current(), after), named, now);
    }

    private static int partitionOf(ReplicaRequest.Mint request) {
        return request.routing().partition();
    }

    /// An event that has its name.
    private record Named(ReplicaDraft replica, Dot dot, long time) {}

    private static Named name(ReplicaDraft replica, ReplicaRequest.Mint request, Now now) {
        Dot dot = replica.mint();
        long time = HybridTime.next(replica.hybridTime(), now.wallMillis());
        replica.hybridTime(time);
        replica.saw(request.operation());
        return new Named(replica, dot, time);
    }

    private void record(Loaded loaded, ReplicaRequest.Mint request, RowChange row, Named named, Now now) {
        Namespace namespace = namespaces.of(request.key());
        StoredObject after = row.after();
        List<Dot> applied = appliedBy(named.dot(), row.before(), after);
        draft.noteEnd(row, draft.change(row, applied, named.time(), List.of(request.operation()), namespace.synced()));
        boolean existed = row.before().isAliveAt(now.wallMillis());
        reply(loaded, new ReplicaReply.Minted(request.routing().correlation(), after, applied, existed));
        if (after.siblings().size() >= SIBLINGS_WARN) {
            draft.publishNow(new ReplicaNotice.ManySiblings(
                    row.partition(), request.key().toString(), after.siblings().size()));
        }
    }

    private record Addition(ReplicaDraft replica, StoredObject current, Mutation.Add add) {}

    /// A second attempt adds again only if what the first has added is not counted any more.
    private void add(Loaded loaded, ReplicaRequest.Mint request, Addition addition, Now now) {
        StoredObject current = addition.current();
        Sibling own = countOf(addition.replica().self(), current, now);
        boolean isAdded = isCounted(current, own, addition.add().before()) && safeguards.has(Safeguard.ADD_ONCE);
        long amount = isAdded ? 0 : addition.add().amount();
        Refusal refusal = refusalOf(request.key(), current, amount, now);
        if (refusal != null) {
            draft.refuse(loaded, refusal);
            return;
        }
        Named named = name(addition.replica(), request, now);
        Amount before = own == null || own.amount() == null
                ? new Amount(0, named.dot().counter(), now.wallMillis())
                : own.amount();
        Amount after = new Amount(before.total() + amount, before.since(), before.sinceMillis());
        StoredObject standing = isAdded ? current : without(addition.add().before(), current);
        StoredObject counted = merge.add(standing, added(current, request, after, named, now), now.wallMillis());
        record(loaded, request, new RowChange(partitionOf(request), request.key(), current, counted), named, now);
    }

    /// The last count of this actor, if it has not ended: the next increment begins a new one then.
    private static @Nullable Sibling countOf(ActorId self, StoredObject current, Now now) {
        Sibling last = null;
        for (Sibling sibling : current.siblings()) {
            last = sibling.amount() != null && sibling.isOf(self) ? sibling : last;
        }
        return last == null || current.endOf(last) <= now.wallMillis() ? null : last;
    }

    /// What is carried out anew must not count beside the count in which it ended, if that is extended yet.
    private static StoredObject without(@Nullable Dot event, StoredObject current) {
        if (event == null) {
            return current;
        }
        List<Sibling> left = new ArrayList<>(current.siblings());
        left.removeIf(sibling -> sibling.includes(event));
        return current.only(left);
    }

    private static boolean isCounted(StoredObject current, @Nullable Sibling own, @Nullable Dot event) {
        if (event == null || own == null || own.amount() == null) {
            return false;
        }
        Totals.Entry superseded = current.superseded().of(event.actor());
        return own.amount().since() <= event.counter()
                && (superseded == null || superseded.dot().counter() < event.counter());
    }

    private @Nullable Refusal refusalOf(Key key, StoredObject current, long amount, Now now) {
        Long number = Counting.shown(current, namespaces.of(key).conflict(), now.wallMillis());
        if (number == null) {
            return Refusal.NOT_A_NUMBER;
        }
        long sum = number + amount;
        boolean overflows = ((number ^ sum) & (amount ^ sum)) < 0;
        return overflows ? Refusal.OUT_OF_RANGE : null;
    }

    private static Sibling added(
            StoredObject current, ReplicaRequest.Mint request, Amount amount, Named named, Now now) {
        long end = current.isAliveAt(now.wallMillis()) ? current.endsAt() : Expiry.NEVER;
        Expiry expiry = end == Expiry.NEVER ? null : Expiry.at(end);
        return new Sibling(named.dot(), named.time(), request.operation(), null, expiry, amount);
    }

    private static Sibling written(Write write, ReplicaRequest.Mint request, Named named, Now now) {
        StoredObject current = write.current();
        Value value = request.mutation().value();
        long kept = current.isAliveAt(now.wallMillis()) ? current.endsAt() : Lifetime.PLAIN;
        long end = request.mutation().end() == Lifetime.KEPT
                ? kept
                : request.mutation().end();
        boolean ends = value != null && end != Lifetime.PLAIN && end != Lifetime.ENDLESS;
        Expiry expiry = ends ? Expiry.at(end) : null;
        if (isExpiry(request)) {
            VersionVector appliesTo = current.context().merge(write.known().context());
            expiry = new Expiry(end, saidMillis(current, appliesTo, now), appliesTo);
        }
        return new Sibling(named.dot(), named.time(), request.operation(), value, expiry);
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
        draft.replyStored(loaded, StoredObject.ABSENT);
    }
}
