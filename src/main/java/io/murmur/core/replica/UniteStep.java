package io.murmur.core.replica;

import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Part;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import java.util.List;
import java.util.function.Predicate;

/// Decides one mint that adds to a HyperLogLog (`src/docs/decisions.md`, 40).
///
/// The first event holds what is added alone, and stands beside what is there: of that, something may have been deleted
/// at other owners. The second, which knows what so many owners know, unites all that is left and takes its place, also
/// that of what has ended. Or it takes back what the first has added: the key is something else.
final class UniteStep {

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final Safeguards safeguards;
    private final ObjectMerge merge;
    private final EventNaming naming;

    UniteStep(BatchDraft draft, Namespaces namespaces, Safeguards safeguards, EventNaming naming) {
        this.draft = draft;
        this.namespaces = namespaces;
        this.safeguards = safeguards;
        this.naming = naming;
        this.merge = new ObjectMerge(safeguards);
    }

    void step(ReplicaDraft replica, StoredObject current, Loaded loaded, ReplicaRequest.Mint request, Now now) {
        Attempt attempt = request.attempt();
        ConflictRule rule = namespaces.of(request.key()).conflict();
        if (attempt.isFirst() && Distinct.isSomethingElse(current, rule, now.wallMillis())) {
            draft.refuse(loaded, Refusal.WRONG_TYPE);
            return;
        }
        boolean unites = attempt == Attempt.SUPERSEDE || !safeguards.has(Safeguard.UNITE_AFTER_ASKING);
        boolean takesBack = attempt == Attempt.TAKE_BACK;
        Predicate<Sibling> superseded = takesBack
                ? sibling -> sibling.operation().equals(request.operation())
                : sibling -> unites && sibling.registers() != null;
        HyperLogLog added = ((Mutation.Unite) request.mutation()).seen();
        HyperLogLog seen = unites ? HyperLogLog.union(List.of(added, Registers.in(current, now.wallMillis()))) : added;
        Part part = takesBack ? Element.TAKEN_BACK : new Registers(seen);
        Expiry expiry = takesBack ? null : MintStep.keptBy(withoutOthers(current), now);
        EventNaming.Named named = laterThanElements(current, naming.name(replica, request, 1, now));
        StoredObject after = merge.change(
                current,
                sibling -> sibling.isRemoval() || superseded.test(sibling),
                List.of(new Sibling(named.first(), named.time(), request.operation(), null, expiry, part)));
        naming.record(loaded, request, new EventNaming.Change(current, after), named, now);
    }

    /// The key without what is no HyperLogLog, nor a value it may be added to: it does not end with those. An expiry
    /// is of all.
    private static StoredObject withoutOthers(StoredObject current) {
        List<Sibling> left = current.siblings().stream()
                .filter(sibling -> sibling.element() == null && sibling.amount() == null)
                .toList();
        return left.size() == current.siblings().size() ? current : current.only(left);
    }

    /// As for elements, or the key would be a collection that was hidden beside what is united.
    private static EventNaming.Named laterThanElements(StoredObject current, EventNaming.Named named) {
        return named.laterThan(current, sibling -> sibling.element() != null && sibling.isValue());
    }
}
