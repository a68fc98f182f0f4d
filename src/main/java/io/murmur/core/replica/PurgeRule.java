package io.murmur.core.replica;

import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;

/// When a deleted key may be forgotten, and what must not come back afterwards (design decision 10).
///
/// A key that was deleted, or whose values have ended (an expired object is its own tombstone, design
/// decision 11), may go when every owner holds exactly the same of it, on its synced disk, and its clock
/// covers all events of the writers they name, up to the last one they name. Then nothing older is alive at
/// any owner, and whatever still travels is known to each of them by its dot: a dot that a replica's clock
/// covers, and that its object neither holds nor covers, was *seen before*. It is refused. But a row that was
/// lost looks the same. So an exchange, which finds that out, may bring it back, if it asked for it after the
/// last purge: who was asked then holds it because it was never purged.
///
/// What has ended because an event beside it says so ([PurgeStep]) is deleted first, and the delete is
/// purged: value and event can come back one without the other, a delete covers both.
public final class PurgeRule {

    private PurgeRule() {}

    /// Whether `object` was deleted, or all its values have ended.
    public static boolean isDead(StoredObject object, long wallMillis) {
        return object.isKnown() && !object.isAliveAt(wallMillis) && object.maxFence() == 0;
    }

    /// Whether `object` holds no value, ended or not.
    public static boolean isDeleted(StoredObject object) {
        return object.isKnown() && !object.isAlive() && object.maxFence() == 0;
    }

    /// Whether an owner with this clock may vouch for `object`.
    public static boolean mayGo(StoredObject object, PartitionClock clock, long wallMillis) {
        return isDead(object, wallMillis) && coversWithoutGaps(clock, object.context());
    }

    /// Another key's events may be missing between two of this key's. But a writer's earlier events of this key
    /// have no other name in the context than that of its last.
    private static boolean coversWithoutGaps(PartitionClock clock, VersionVector context) {
        for (int i = 0; i < context.size(); i++) {
            IntervalSet applied = clock.appliedOf(context.actorAt(i));
            if (applied.isEmpty() || applied.from(0) != 1 || applied.to(0) < context.counterAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The siblings of `incoming` that a replica has seen before: its clock covers them, and its object does
    /// not know them.
    public static List<Sibling> seenBefore(StoredObject current, StoredObject incoming, PartitionClock clock) {
        List<Sibling> seen = new ArrayList<>();
        for (Sibling sibling : incoming.siblings()) {
            Dot dot = sibling.dot();
            if (clock.covers(dot) && !current.context().covers(dot)) {
                seen.add(sibling);
            }
        }
        return seen;
    }

    /// Whether something of `object` would come back with it that was seen before: a value that has not ended, or
    /// one that comes with something new. Of that one the own clock alone does not say that it may go.
    public static boolean wouldComeBack(List<Sibling> seen, StoredObject object, long wallMillis) {
        boolean isAllSeen = seen.size() == object.siblings().size();
        return seen.stream()
                .anyMatch(sibling -> sibling.isValue() && (!isAllSeen || object.endOf(sibling) > wallMillis));
    }

    /// What is left to merge of `object` where these siblings of it, none of which is shown, were seen
    /// before: they have nothing left to do, for what deletes superseded is gone at every owner. What comes
    /// with them keeps the context, which covers them.
    public static StoredObject without(List<Sibling> seen, StoredObject object) {
        if (seen.isEmpty()) {
            return object;
        }
        List<Sibling> left = new ArrayList<>(object.siblings());
        left.removeAll(seen);
        return left.isEmpty() ? StoredObject.ABSENT : object.only(left);
    }
}
