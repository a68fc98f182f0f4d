package io.murmur.core.value;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The join of two states of one key, and the step that adds a write to one.
///
/// A sibling survives a merge if both sides hold it, or if one holds it and the other's context does not cover it.
/// Concurrent siblings of one operation id collapse: the smallest dot stays, the context covers them all (an
/// operation that two coordinators carried out is one operation). The fence is a maximum.
public final class ObjectMerge {

    private static final Comparator<Sibling> BY_DOT = Comparator.comparing(Sibling::dot);

    private final boolean byContext;

    public ObjectMerge(Safeguards safeguards) {
        this.byContext = safeguards.has(Safeguard.MERGE_BY_CONTEXT);
    }

    /// The least state that knows what `left` and `right` know.
    public StoredObject merge(StoredObject left, StoredObject right, ConflictRule rule) {
        if (!right.isKnown() || left.equals(right)) {
            return left;
        }
        if (!left.isKnown()) {
            return right;
        }
        List<Sibling> alive =
                new ArrayList<>(left.siblings().size() + right.siblings().size());
        for (Sibling sibling : left.siblings()) {
            if (survives(sibling, right)) {
                alive.add(sibling);
            }
        }
        for (Sibling sibling : right.siblings()) {
            if (!left.holds(sibling.dot()) && survives(sibling, left)) {
                alive.add(sibling);
            }
        }
        return settled(left.context().merge(right.context()), alive, Math.max(left.maxFence(), right.maxFence()), rule);
    }

    private boolean survives(Sibling sibling, StoredObject other) {
        return other.holds(sibling.dot()) || !byContext || !other.context().covers(sibling.dot());
    }

    /// `current` after a write or delete that knew `known`: siblings `known` covers are superseded, others stay
    /// beside.
    public StoredObject write(StoredObject current, VersionVector known, Sibling written, ConflictRule rule) {
        List<Sibling> alive = uncovered(current, known);
        alive.add(written);
        VersionVector context = current.context().merge(known).with(written.dot());
        return settled(context, alive, current.maxFence(), rule);
    }

    private static List<Sibling> uncovered(StoredObject current, VersionVector known) {
        List<Sibling> alive = new ArrayList<>(current.siblings().size() + 1);
        for (Sibling sibling : current.siblings()) {
            if (!known.covers(sibling.dot())) {
                alive.add(sibling);
            }
        }
        return alive;
    }

    private static StoredObject settled(VersionVector context, List<Sibling> alive, long maxFence, ConflictRule rule) {
        if (alive.size() > 1) {
            alive.sort(BY_DOT);
            collapseRepetitions(alive);
            if (rule == ConflictRule.LAST_WRITER) {
                Sibling last = alive.stream().max(Sibling::compareAsWriters).orElseThrow();
                alive.clear();
                alive.add(last);
            }
        }
        return StoredObject.of(context, alive, maxFence);
    }

    private static void collapseRepetitions(List<Sibling> ordered) {
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = ordered.size() - 1; j > i; j--) {
                if (ordered.get(j).operation().equals(ordered.get(i).operation())) {
                    ordered.remove(j);
                }
            }
        }
    }
}
