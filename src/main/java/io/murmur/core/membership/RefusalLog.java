package io.murmur.core.membership;

import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Decides which refusals are worth a line: one per process and reason within [#PAUSE_MILLIS], and not more than
/// [#PLACES] of all together, whoever makes ids up.
final class RefusalLog {

    static final long PAUSE_MILLIS = 10_000;
    static final int PLACES = 128;

    private record Entry(NodeId node, Verdict.Reason reason) {}

    /// When each may be said again; the soonest first.
    private final Map<Entry, Long> silentUntil = new LinkedHashMap<>();

    boolean isWorthSaying(NodeId node, Verdict.Reason reason, Now now) {
        Iterator<Long> oldest = silentUntil.values().iterator();
        while (oldest.hasNext() && now.hasReached(oldest.next())) {
            oldest.remove();
        }
        return silentUntil.size() < PLACES
                && silentUntil.putIfAbsent(new Entry(node, reason), now.nanosAfterMillis(PAUSE_MILLIS)) == null;
    }
}
