package io.murmur.core.entropy;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// When this node and each peer last held the same of each partition, and whose turn it is to be compared
/// where not all can be. Mutable, owned by one [ExchangeMachine].
final class Agreements {

    private final long overdueMillis;
    private final TreeMap<NodeId, TreeMap<Integer, Long>> sinceNanos = new TreeMap<>();

    private final TreeMap<NodeId, Integer> turns = new TreeMap<>();

    Agreements(long overdueMillis) {
        this.overdueMillis = overdueMillis;
    }

    void note(NodeId peer, Iterable<Integer> partitions, Now now) {
        TreeMap<Integer, Long> since = sinceNanos.computeIfAbsent(peer, _ -> new TreeMap<>());
        partitions.forEach(partition -> since.put(partition, now.nanos()));
    }

    /// Leaves at most `max` partitions in `suspects`: each gets its turn.
    void limit(NodeId peer, NavigableMap<Integer, ?> suspects, int max) {
        if (suspects.size() > max) {
            List<Integer> ordered = new ArrayList<>(
                    suspects.tailMap(turns.getOrDefault(peer, 0)).keySet());
            suspects.keySet().stream().limit(suspects.size() - ordered.size()).forEach(ordered::add);
            turns.put(peer, ordered.get(max));
            ordered.subList(max, ordered.size()).forEach(suspects::remove);
        }
    }

    /// Whether they have not agreed for too long; the time begins when it is first asked for.
    boolean isOverdue(NodeId peer, int partition, Now now) {
        long since =
                sinceNanos.computeIfAbsent(peer, _ -> new TreeMap<>()).computeIfAbsent(partition, _ -> now.nanos());
        return now.nanos() - since >= overdueMillis * 1_000_000;
    }
}
