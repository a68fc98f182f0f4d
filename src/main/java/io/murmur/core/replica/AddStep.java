package io.murmur.core.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.Amount;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.value.shown.Elements;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides one mint of an increment (`src/docs/decisions.md`, 33).
final class AddStep {

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final Safeguards safeguards;
    private final ObjectMerge merge;
    private final EventNaming naming;

    AddStep(BatchDraft draft, Namespaces namespaces, Safeguards safeguards, EventNaming naming) {
        this.draft = draft;
        this.namespaces = namespaces;
        this.safeguards = safeguards;
        this.naming = naming;
        this.merge = new ObjectMerge(safeguards);
    }

    /// A second attempt adds again only if what the first has added is not counted any more.
    void step(ReplicaDraft replica, StoredObject current, Loaded loaded, ReplicaRequest.Mint request, Now now) {
        Mutation.Add add = (Mutation.Add) request.mutation();
        Sibling own = countOf(replica.self(), current, now);
        boolean isAdded = isCounted(current, own, add.before()) && safeguards.has(Safeguard.ADD_ONCE);
        long amount = isAdded ? 0 : add.amount();
        Refusal refusal = refusalOf(request.key(), current, amount, now);
        if (refusal != null) {
            draft.refuse(loaded, refusal);
            return;
        }
        EventNaming.Named named = naming.name(replica, request, 1, now);
        Amount before = own == null ? null : own.amount();
        if (before == null) {
            before = new Amount(0, named.first().counter(), now.wallMillis());
        }
        Amount after = new Amount(before.total() + amount, before.since(), before.sinceMillis());
        StoredObject standing = isAdded ? current : without(add.before(), current);
        StoredObject counted = merge.add(standing, added(current, request, after, named, now), now.wallMillis());
        naming.record(loaded, request, new EventNaming.Change(current, counted), named, now);
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
        Amount amount = own == null ? null : own.amount();
        if (event == null || amount == null) {
            return false;
        }
        Totals.Entry superseded = current.superseded().of(event.actor());
        return amount.since() <= event.counter()
                && (superseded == null || superseded.dot().counter() < event.counter());
    }

    private @Nullable Refusal refusalOf(Key key, StoredObject current, long amount, Now now) {
        ConflictRule rule = namespaces.of(key).conflict();
        KeyType type = Elements.typeOf(current, rule, now.wallMillis());
        if (type != null && type != KeyType.STRING) {
            return Refusal.WRONG_TYPE;
        }
        Long number = Counting.shown(current, rule, now.wallMillis());
        if (number == null) {
            return Refusal.NOT_A_NUMBER;
        }
        long sum = number + amount;
        boolean overflows = ((number ^ sum) & (amount ^ sum)) < 0;
        return overflows ? Refusal.OUT_OF_RANGE : null;
    }

    private static Sibling added(
            StoredObject current, ReplicaRequest.Mint request, Amount amount, EventNaming.Named named, Now now) {
        Expiry expiry = MintStep.keptBy(current, now);
        return new Sibling(named.first(), named.time(), request.operation(), null, expiry, amount);
    }
}
