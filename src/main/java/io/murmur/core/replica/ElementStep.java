package io.murmur.core.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.shown.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides one mint that puts elements into a collection or removes some (`src/docs/decisions.md`, 34).
///
/// It supersedes what this replica holds of the same elements, and deletes and removals, which have nothing left to
/// hide here. Elements that have ended stay in the first round: others may have heard that they do not end. The
/// second round, which knows what so many owners know, takes them away. Or it takes back what the first has put:
/// the key is something else.
final class ElementStep {

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;
    private final ObjectMerge merge;
    private final EventNaming naming;

    ElementStep(
            BatchDraft draft, Namespaces namespaces, ReplicaLimits limits, Safeguards safeguards, EventNaming naming) {
        this.draft = draft;
        this.namespaces = namespaces;
        this.limits = limits;
        this.safeguards = safeguards;
        this.naming = naming;
        this.merge = new ObjectMerge(safeguards);
    }

    void step(ReplicaDraft replica, StoredObject current, Loaded loaded, ReplicaRequest.Mint request, Now now) {
        Mutation.OfElements mutation = (Mutation.OfElements) request.mutation();
        TreeSet<Value> names = new TreeSet<>(mutation.names());
        boolean isFirst = request.attempt().isFirst();
        Refusal refusal = isFirst ? refusalOf(current, request, mutation, names, now) : null;
        if (refusal != null) {
            draft.refuse(loaded, refusal);
            return;
        }
        boolean takesEndedAway = !isFirst || !safeguards.has(Safeguard.LEARN_OF_ELEMENTS);
        TreeSet<Value> found = new TreeSet<>();
        for (Sibling sibling : current.siblings()) {
            Value name = nameIn(names, mutation.type(), sibling);
            if (name != null && current.endOf(sibling) > now.wallMillis()) {
                found.add(name);
            }
        }
        boolean takesBack = request.attempt() == Attempt.TAKE_BACK;
        Mutation.OfElements done =
                takesBack ? new Mutation.RemoveElements(mutation.type(), mutation.names()) : mutation;
        EventNaming.Named named = naming.name(replica, request, takesBack ? 1 : mutation.events(), now);
        Predicate<Sibling> taken = takesBack
                ? sibling -> sibling.element() != null && sibling.operation().equals(request.operation())
                : sibling -> sibling.isDelete()
                        || (hasEnded(current, sibling, now)
                                ? takesEndedAway
                                : nameIn(names, mutation.type(), sibling) != null);
        Predicate<Sibling> lost = lostToLastWriter(current, request.key());
        StoredObject after = merge.change(
                current,
                sibling -> sibling.isRemoval() || taken.test(sibling) || lost.test(sibling),
                written(current, request.operation(), done, laterThanOthers(current, done.type(), named), now));
        naming.record(loaded, request, new EventNaming.Change(current, after, List.copyOf(found)), named, now);
    }

    /// The name of an element that is one of these; null if it is none.
    private static @Nullable Value nameIn(SortedSet<Value> names, KeyType type, Sibling sibling) {
        Element element = sibling.element();
        Value name = element == null || element.type() != type ? null : element.name();
        return name != null && names.contains(name) ? name : null;
    }

    /// Where the last writer wins, what its value or delete hides goes with any write: it must not show again when that
    /// is taken away (seed 341,082 of the simulation).
    private Predicate<Sibling> lostToLastWriter(StoredObject current, Key key) {
        if (namespaces.of(key).conflict() != ConflictRule.LAST_WRITER) {
            return _ -> false;
        }
        Sibling last = current.siblings().stream()
                .filter(ElementStep::isPlain)
                .max(Sibling::compareAsWriters)
                .orElse(null);
        if (last == null) {
            return _ -> false;
        }
        return sibling -> isPlain(sibling) && !sibling.dot().equals(last.dot());
    }

    private static boolean isPlain(Sibling sibling) {
        return sibling.part() == null && !sibling.isExpiry();
    }

    /// Amounts stay: whoever has not heard of it goes on counting from them.
    private static boolean hasEnded(StoredObject current, Sibling sibling, Now now) {
        return sibling.isValue() && sibling.amount() == null && current.endOf(sibling) <= now.wallMillis();
    }

    private @Nullable Refusal refusalOf(
            StoredObject current,
            ReplicaRequest.Mint request,
            Mutation.OfElements mutation,
            SortedSet<Value> names,
            Now now) {
        KeyType type = Elements.typeOf(current, namespaces.of(request.key()).conflict(), now.wallMillis());
        if (type != null && type != mutation.type()) {
            return Refusal.WRONG_TYPE;
        }
        if (mutation instanceof Mutation.RemoveElements) {
            return null;
        }
        int left = 0;
        int replaced = 0;
        for (Sibling sibling : current.siblings()) {
            boolean isOneOfThem = nameIn(names, mutation.type(), sibling) != null;
            replaced += isOneOfThem ? 1 : 0;
            boolean stays = sibling.element() != null && sibling.isValue() && current.endOf(sibling) > now.wallMillis();
            left += stays && !isOneOfThem ? 1 : 0;
        }
        boolean grows = names.size() > replaced;
        return grows && left + names.size() > limits.elementsMax() ? Refusal.TOO_MANY_ELEMENTS : null;
    }

    /// The events as they are written: later than what they know to stand beside them as something else, or the key
    /// would be that. A clock that is behind does not adopt times that are far ahead of it (seed 307,439 of the
    /// simulation); the replica's own clock stays as it is.
    private static EventNaming.Named laterThanOthers(StoredObject current, KeyType type, EventNaming.Named named) {
        return named.laterThan(current, sibling -> sibling.isValue() && !isElementOf(type, sibling));
    }

    /// The key without what stands beside its elements: they end with each other, and not with a value of another
    /// type (seeds 302,771 and 351,748 of the simulation). An expiry is of all.
    private static StoredObject collectionIn(StoredObject current, KeyType type) {
        List<Sibling> elements = current.siblings().stream()
                .filter(sibling -> sibling.isExpiry() || isElementOf(type, sibling))
                .toList();
        return elements.size() == current.siblings().size() ? current : current.only(elements);
    }

    private static boolean isElementOf(KeyType type, Sibling sibling) {
        Element element = sibling.element();
        return element != null && element.type() == type;
    }

    private static List<Sibling> written(
            StoredObject current, OperationId operation, Mutation mutation, EventNaming.Named named, Now now) {
        List<Sibling> written = new ArrayList<>(named.dots().size());
        switch (mutation) {
            case Mutation.PutElements(var type, var entries) -> {
                Expiry expiry = MintStep.keptBy(collectionIn(current, type), now);
                for (int i = 0; i < entries.size(); i++) {
                    Mutation.Entry entry = entries.get(i);
                    written.add(new Sibling(
                            named.dots().get(i),
                            named.time(),
                            operation,
                            entry.value(),
                            expiry,
                            new Element(type, entry.name())));
                }
            }
            case Mutation.RemoveElements(var type, _) ->
                written.add(new Sibling(named.first(), named.time(), operation, null, null, new Element(type, null)));
            case Mutation.Set _, Mutation.Delete _, Mutation.Expire _, Mutation.Add _, Mutation.Unite _ -> {}
        }
        return written;
    }
}
