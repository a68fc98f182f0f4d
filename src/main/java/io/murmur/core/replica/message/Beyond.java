package io.murmur.core.replica.message;

import io.murmur.core.machine.Value;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a replica tells the sender of an object that it has stored: what it knows beyond it ([ReplicaReply.Stored]).
public final class Beyond {

    private Beyond() {}

    /// What the sender's context misses: the sender may have to supersede it (G3). Increments supersede
    /// nothing, but may have ended with what they were added to, and their number is to count what was
    /// added before: for that the sender needs all that is here. So it does of a HyperLogLog, to unite what stands
    /// there. Of elements it needs that only if the same ones are here, or ends of all, or something else that the
    /// key may be.
    public static StoredObject of(StoredObject after, ReplicaRequest.Merge request) {
        StoredObject sent = request.object();
        boolean misses =
                after.siblings().stream().anyMatch(sibling -> !sent.context().covers(sibling.dot()));
        if (!misses) {
            return StoredObject.ABSENT;
        }
        if (sent.siblings().stream().anyMatch(sibling -> sibling.amount() != null || sibling.registers() != null)) {
            return after;
        }
        List<Element> changed = changedBy(request);
        if (!changed.isEmpty()) {
            return knowsMoreOf(changed, after, sent) ? after : StoredObject.ABSENT;
        }
        Known known = after.known();
        return StoredObject.of(known.context(), List.of(), after.maxFence(), known.totals());
    }

    /// The elements this message is about; empty for a repair and for what is no matter of elements.
    private static List<Element> changedBy(ReplicaRequest.Merge request) {
        Set<Dot> applied = new TreeSet<>(request.applied());
        return request.object().siblings().stream()
                .filter(sibling -> sibling.element() != null && applied.contains(sibling.dot()))
                .map(Sibling::element)
                .toList();
    }

    /// Which elements were removed is not said any more, so any may be one of them.
    private static boolean knowsMoreOf(List<Element> changed, StoredObject after, StoredObject sent) {
        boolean isRemoval = changed.stream().anyMatch(Element::isRemoval);
        Set<Value> names = new TreeSet<>();
        for (Element element : changed) {
            if (element.name() != null) {
                names.add(element.name());
            }
        }
        return after.siblings().stream()
                .filter(sibling -> !sent.context().covers(sibling.dot()))
                .anyMatch(sibling -> sibling.isExpiry()
                        || isOneOf(names, isRemoval, sibling.element())
                        || isSomethingElse(changed.getFirst().type(), sibling));
    }

    private static boolean isSomethingElse(KeyType type, Sibling sibling) {
        Element element = sibling.element();
        return sibling.isValue() && (element == null || element.type() != type);
    }

    private static boolean isOneOf(Set<Value> names, boolean isAny, @Nullable Element element) {
        Value name = element == null ? null : element.name();
        return name != null && (isAny || names.contains(name));
    }
}
