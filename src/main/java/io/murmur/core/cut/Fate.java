package io.murmur.core.cut;

import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;

/// What has become of a key that both sides of a cut had written.
public enum Fate {
    /// Several values stand, and readers of all are shown all; the next plain write ends that.
    SEVERAL_VALUES_STAND,
    /// Several values stand, and only the newest is shown; the next plain write ends that.
    NEWEST_IS_SHOWN,
    /// One value stands, beside a delete that did not know it.
    VALUE_STANDS_BESIDE_A_DELETE,
    /// One value stands: a later write has taken the place of the others.
    SUPERSEDED,
    /// A later delete has taken the place of all.
    DELETED,
    /// Deleted, and forgotten by all owners.
    PURGED,
    /// Its row on this node cannot be read.
    UNREADABLE;

    /// What the state of a key shows.
    public static Fate of(StoredObject object, ConflictRule rule) {
        long values = object.siblings().stream()
                .filter(sibling -> sibling.value() != null && sibling.part() == null)
                .count();
        if (!object.isKnown()) {
            return PURGED;
        }
        if (!object.isAlive()) {
            return DELETED;
        }
        if (values > 1) {
            return rule == ConflictRule.LAST_WRITER ? NEWEST_IS_SHOWN : SEVERAL_VALUES_STAND;
        }
        return object.siblings().stream().anyMatch(Sibling::isDelete) ? VALUE_STANDS_BESIDE_A_DELETE : SUPERSEDED;
    }
}
