package io.murmur.core.entropy;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.TreeMap;

/// When this node and each peer last held the same of each partition. Mutable, owned by one [ExchangeMachine].
final class Agreements {

    private final long overdueMillis;
    private final TreeMap<NodeId, TreeMap<Integer, Long>> sinceNanos = new TreeMap<>();

    Agreements(long overdueMillis) {
        this.overdueMillis = overdueMillis;
    }

    void note(NodeId peer, Iterable<Integer> partitions, Now now) {
        TreeMap<Integer, Long> since = sinceNanos.computeIfAbsent(peer, _ -> new TreeMap<>());
        partitions.forEach(partition -> since.put(partition, now.nanos()));
    }

    /// Whether they have not agreed for too long; the time begins when it is first asked for.
    boolean isOverdue(NodeId peer, int partition, Now now) {
        long since =
                sinceNanos.computeIfAbsent(peer, _ -> new TreeMap<>()).computeIfAbsent(partition, _ -> now.nanos());
        return now.nanos() - since >= overdueMillis * 1_000_000;
    }
}
