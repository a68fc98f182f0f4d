package io.murmur.sim.check;

import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import io.murmur.sim.World;

/// G3: a write without context that was acknowledged supersedes every write acknowledged before it began: no
/// later read shows one of those. Save a delete, or a value that has ended, which some owners have purged
/// already: it hides nothing, and is not seen.
public final class PlainWritesSupersede implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation later : history.operations()) {
            if (later.acknowledged() != null && later.isPlain()) {
                checkWritesBefore(history, later);
            }
        }
    }

    private static void checkWritesBefore(History history, History.Operation later) {
        for (History.Operation earlier : history.operations()) {
            VersionVector acknowledged = earlier.acknowledged();
            if (acknowledged != null && earlier.key().equals(later.key()) && earlier.endedBefore(later)) {
                checkReads(history, earlier, acknowledged, later);
            }
        }
    }

    private static void checkReads(
            History history, History.Operation earlier, VersionVector acknowledged, History.Operation later) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null && read.key().equals(later.key()) && later.endedBefore(read)) {
                VersionVector purged = history.purgedBefore(read.key(), read.endNanos());
                boolean shows = seen.siblings().stream()
                        .filter(sibling -> !purged.covers(sibling.dot())
                                || (sibling.isValue() && seen.endOf(sibling) > World.wallMillis(read.startNanos())))
                        .anyMatch(sibling ->
                                sibling.operation().equals(earlier.write()) && acknowledged.covers(sibling.dot()));
                if (shows) {
                    history.violate("not superseded: " + earlier + " is still shown by " + read + " after " + later);
                }
            }
        }
    }
}
