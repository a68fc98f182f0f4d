package io.murmur.sim.check;

import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import io.murmur.sim.World;

/// G7: what a delete had superseded does not show again after the delete was purged.
public final class DeletedStaysDeleted implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null) {
                checkSeen(history, read, seen);
            }
        }
    }

    private static void checkSeen(History history, History.Operation read, StoredObject seen) {
        VersionVector purged = history.purgedBefore(read.key(), read.startNanos());
        for (Sibling sibling : seen.siblings()) {
            if (isShown(read, seen, sibling) && purged.covers(sibling.dot())) {
                history.violate("came back: " + sibling.dot() + " was deleted and purged, and is shown by " + read);
            }
        }
    }

    /// One owner may still hold what has ended, and an expiry of it.
    private static boolean isShown(History.Operation read, StoredObject seen, Sibling sibling) {
        return sibling.isValue() && seen.endOf(sibling) > World.wallMillis(read.startNanos());
    }
}
