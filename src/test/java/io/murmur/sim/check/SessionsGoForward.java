package io.murmur.sim.check;

import io.murmur.core.machine.Key;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import java.util.TreeMap;

/// Whatever a session is shown of a key, by reading it or by writing it, includes all it was shown of it before: read
/// your writes and monotonic reads where it reads, monotonic writes and writes follow reads where it writes (Terry et
/// al., "Session Guarantees for Weakly Consistent Replicated Data", 1994).
public final class SessionsGoForward implements Checker {

    private record Seen(long session, Key key) implements Comparable<Seen> {
        @Override
        public int compareTo(Seen other) {
            int bySession = Long.compare(session, other.session);
            return bySession == 0 ? key.compareTo(other.key) : bySession;
        }
    }

    @Override
    public void check(History history) {
        TreeMap<Seen, VersionVector> seen = new TreeMap<>();
        for (Fact.Shown shown : history.all(Fact.Shown.class)) {
            Seen of = new Seen(shown.session(), shown.key());
            VersionVector before = seen.getOrDefault(of, VersionVector.EMPTY);
            VersionVector purged = history.purgedBefore(shown.key(), shown.nanos());
            if (!shown.context().merge(purged).dominates(before)) {
                history.violate("session " + shown.session() + " was shown " + shown.context() + " of " + shown.key()
                        + ", after it had seen " + before);
            }
            seen.put(of, before.merge(shown.context()));
        }
    }
}
