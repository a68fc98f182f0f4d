package io.murmur.core.entropy;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.ring.Placement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// How far a volume that lost data has come in getting it back.
///
/// A write that was acknowledged before the loss is on W owners, this node perhaps among them; so it is on W
/// - 1 of the N - 1 others, and among any N - W + 1 of them one has it. When this node has held the same as
/// so many others, partition by partition, it holds all that was acknowledged. And when so many have said of
/// what it holds and they do not that they have seen it go, it was deleted and purged, and is dropped. Mutable;
/// not thread-safe.
public final class Bootstrap {

    private final Map<Integer, TreeSet<NodeId>> caughtUpWith = new TreeMap<>();
    private final int needed;
    private final boolean weeds;

    /// Nothing has been got back yet.
    ///
    /// @param self whose volume it is
    /// @param writeOwnersMin the least W that a write may have been acknowledged at
    public Bootstrap(NodeId self, Placement placement, int writeOwnersMin, Safeguards safeguards) {
        int others = placement.replicas() - 1;
        int enough = Math.min(others, placement.replicas() - writeOwnersMin + 1);
        this.needed = safeguards.has(Safeguard.BOOTSTRAP_FROM_ENOUGH) ? enough : 1;
        this.weeds = safeguards.has(Safeguard.WEED_AFTER_LOSS);
        if (others > 0) {
            placement.partitionsOf(self).forEach(partition -> caughtUpWith.put(partition, new TreeSet<>()));
        }
    }

    /// Takes in what an exchange came to.
    public void note(ExchangeNotice notice) {
        switch (notice) {
            case ExchangeNotice.Agreed(var peer, var partitions) -> note(peer, partitions);
            case ExchangeNotice.CaughtUp(var peer, var partitions) -> {
                if (!weeds) {
                    note(peer, partitions);
                }
            }
            case ExchangeNotice.Weeded(var peer, var partitions) -> note(peer, partitions);
            case ExchangeNotice.Fetched _,
                    ExchangeNotice.Ended _,
                    ExchangeNotice.GivenUp _,
                    ExchangeNotice.Pulled _ -> {}
        }
    }

    private void note(NodeId peer, List<Integer> partitions) {
        for (Integer partition : partitions) {
            TreeSet<NodeId> peers = caughtUpWith.get(partition);
            if (peers != null) {
                peers.add(peer);
            }
        }
        caughtUpWith.values().removeIf(peers -> peers.size() >= needed);
    }

    /// How many others it takes.
    public int sourcesNeeded() {
        return needed;
    }

    /// Partitions that are not whole yet.
    public int left() {
        return caughtUpWith.size();
    }

    public boolean isDone() {
        return caughtUpWith.isEmpty();
    }
}
