package io.murmur.core.value;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The join of two states of one key, and the step that adds a write to one.
///
/// A sibling survives a merge if both sides hold it, or if one holds it and the other's context does not cover
/// it. The fence is a maximum. So merge is commutative, associative and idempotent.
///
/// Nothing but causality drops an event here. Siblings of one operation id (an operation that two coordinators
/// carried out) are not collapsed, and last-writer-wins keeps the losers: whoever drops one of two concurrent
/// events by another rule can close a circle with a third that causally superseded the other, and all three are
/// gone (found by simulation; `src/docs/decisions.md`). Both are matters of what is shown:
/// [StoredObject#visible].
public final class ObjectMerge {

    private static final Comparator<Sibling> BY_DOT = Comparator.comparing(Sibling::dot);

    private final boolean byContext;
    private final boolean subtracts;

    public ObjectMerge(Safeguards safeguards) {
        this.byContext = safeguards.has(Safeguard.MERGE_BY_CONTEXT);
        this.subtracts = safeguards.has(Safeguard.SUBTRACT_WHAT_WAS_SUPERSEDED);
    }

    /// The least state that knows what `left` and `right` know.
    public StoredObject merge(StoredObject left, StoredObject right) {
        if (!right.isKnown() || left.equals(right)) {
            return left;
        }
        if (!left.isKnown()) {
            return right;
        }
        List<Sibling> alive = new ArrayList<>(
                Math.max(left.siblings().size(), right.siblings().size()) + 1);
        int next = 0;
        for (Sibling sibling : left.siblings()) {
            Dot dot = sibling.dot();
            next = addBefore(dot, right, next, left.context(), alive);
            boolean isHeld = next < right.siblings().size()
                    && right.siblings().get(next).dot().equals(dot);
            if (isHeld || survives(dot, right.context())) {
                alive.add(sibling);
            }
            next += isHeld ? 1 : 0;
        }
        addBefore(null, right, next, left.context(), alive);
        return StoredObject.of(
                left.context().merge(right.context()),
                alive,
                Math.max(left.maxFence(), right.maxFence()),
                left.superseded().merge(right.superseded()));
    }

    /// Adds what survives of the siblings of `right` from `next` up to one before `dot`; to the end where that is
    /// null.
    private int addBefore(@Nullable Dot dot, StoredObject right, int next, VersionVector left, List<Sibling> alive) {
        int at = next;
        while (at < right.siblings().size()
                && (dot == null || right.siblings().get(at).dot().compareTo(dot) < 0)) {
            if (survives(right.siblings().get(at).dot(), left)) {
                alive.add(right.siblings().get(at));
            }
            at++;
        }
        return at;
    }

    /// Of an event that the other side does not hold.
    private boolean survives(Dot dot, VersionVector other) {
        return !byContext || !other.covers(dot);
    }

    /// `current` after an expiry event: it supersedes the expiries it knew, and no value. The context does
    /// not become what it knew: values it knew and that are not here are at other owners, and are to stay
    /// there. An expiry that has passed stays, the last of those that know each other, or what it ended would
    /// come back with the new end.
    ///
    /// @param wallMillis the time for which ends are judged
    public StoredObject expire(StoredObject current, Sibling written, long wallMillis) {
        Expiry expiry = Objects.requireNonNull(written.expiry());
        VersionVector known = Objects.requireNonNull(expiry.appliesTo());
        List<Sibling> alive = new ArrayList<>(current.siblings());
        alive.removeIf(sibling -> sibling.isExpiry()
                && known.covers(sibling.dot())
                && (expiry.hasPassed(wallMillis) || !isLastPassed(sibling, current, wallMillis)));
        alive.add(written);
        return settled(current.context().with(written.dot()), alive, current);
    }

    private static boolean isLastPassed(Sibling expiry, StoredObject current, long wallMillis) {
        return hasPassed(expiry, wallMillis)
                && current.siblings().stream()
                        .noneMatch(other -> hasPassed(other, wallMillis) && other.isAbout(expiry.dot()));
    }

    private static boolean hasPassed(Sibling sibling, long wallMillis) {
        Expiry expiry = sibling.expiry();
        return sibling.isExpiry() && expiry != null && expiry.hasPassed(wallMillis);
    }

    /// `current` after an increment: it supersedes the one before in its count, and nothing else. An earlier
    /// count of its actor, which has ended, may have been extended by an expiry of which this replica has not
    /// heard: it stays, until one more has ended.
    ///
    /// @param wallMillis the time for which ends are judged
    public StoredObject add(StoredObject current, Sibling written, long wallMillis) {
        List<Sibling> alive = new ArrayList<>(current.siblings());
        alive.removeIf(sibling -> isCountedOn(sibling, written));
        Sibling lastEnded = null;
        for (Sibling sibling : current.siblings()) {
            boolean isOwn =
                    sibling.amount() != null && sibling.isOf(written.dot().actor());
            if (isOwn && alive.contains(sibling) && current.endOf(sibling) <= wallMillis) {
                alive.remove(lastEnded);
                lastEnded = sibling;
            }
        }
        alive.add(written);
        return settled(current.context().with(written.dot()), alive, current);
    }

    private static boolean isCountedOn(Sibling before, Sibling written) {
        Amount left = before.amount();
        Amount right = written.amount();
        return left != null && right != null && before.isOf(written.dot().actor()) && left.since() == right.since();
    }

    /// `current` after a change of elements: what `superseded` says of what is there is gone, the rest stays.
    ///
    /// @param written ordered by dot: one event for each element, or one for what was removed
    public StoredObject change(StoredObject current, Predicate<Sibling> superseded, List<Sibling> written) {
        List<Sibling> alive = new ArrayList<>(current.siblings().size() + written.size());
        for (Sibling sibling : current.siblings()) {
            if (!superseded.test(sibling)) {
                alive.add(sibling);
            }
        }
        alive.addAll(written);
        return settled(current.context().with(written.getLast().dot()), alive, current);
    }

    /// `current` after a write or delete that knew `known`: siblings `known` covers are superseded, others stay
    /// beside.
    public StoredObject write(StoredObject current, Known known, Sibling written) {
        List<Sibling> alive = uncovered(current, known.context());
        alive.add(written);
        alive.sort(BY_DOT);
        VersionVector context = current.context().merge(known.context()).with(written.dot());
        return StoredObject.of(context, alive, current.maxFence(), supersededBy(current, known));
    }

    /// Of increments it is not enough to say that they are superseded: their actors go on from there.
    private Totals supersededBy(StoredObject current, Known known) {
        if (!subtracts) {
            return current.superseded();
        }
        Totals superseded = current.superseded().merge(known.totals());
        for (Sibling sibling : current.siblings()) {
            Amount amount = sibling.amount();
            if (amount != null && known.context().covers(sibling.dot())) {
                superseded = superseded.with(new Totals.Entry(sibling.dot(), amount.total()));
            }
        }
        return superseded;
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

    private static StoredObject settled(VersionVector context, List<Sibling> alive, StoredObject before) {
        alive.sort(BY_DOT);
        return StoredObject.of(context, alive, before.maxFence(), before.superseded());
    }
}
