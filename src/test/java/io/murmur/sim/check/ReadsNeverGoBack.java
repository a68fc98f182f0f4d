package io.murmur.sim.check;

import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;

/// With blocking read repair and 2R > N, of two reads of a key in sequence the second knows all that the first
/// knew.
public final class ReadsNeverGoBack implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation first : history.operations()) {
            StoredObject before = first.seen();
            for (History.Operation second : history.operations()) {
                StoredObject after = second.seen();
                if (before != null
                        && after != null
                        && first.key().equals(second.key())
                        && first.endedBefore(second)
                        && !knownTo(history, second, after).dominates(before.context())) {
                    history.violate("went back: " + second + " knows less than " + first);
                }
            }
        }
    }

    /// What was purged is known to whoever reads afterwards: that it shows again is [DeletedStaysDeleted]'s to
    /// see.
    private static VersionVector knownTo(History history, History.Operation read, StoredObject seen) {
        return seen.context().merge(history.purgedBefore(read.key(), read.endNanos()));
    }
}
