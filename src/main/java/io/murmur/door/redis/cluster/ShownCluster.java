package io.murmur.door.redis.cluster;

import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A snapshot with its slots dealt out: each partition goes to the first owner that can be reached.
///
/// If no owner of a partition can be reached, its first known owner gets it, or else this node: clients refuse a
/// cluster with uncovered slots, and asking anybody yields an honest `CLUSTERDOWN`. Immutable.
public final class ShownCluster {

    /// Consecutive slots of one node.
    public record SlotRange(int first, int last, ClusterNode node) {}

    private final ClusterSnapshot snapshot;
    private final ClusterNode self;
    private final List<ClusterNode> masters;
    private final List<SlotRange> ranges;
    private final int slotsWithoutMajority;

    ShownCluster(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
        this.self = snapshot.self();
        TreeMap<NodeId, ClusterNode> byId = new TreeMap<>();
        snapshot.nodes().forEach(node -> byId.put(node.id(), node));
        this.masters = new ArrayList<>(snapshot.owners().size());
        int without = 0;
        for (List<NodeId> owners : snapshot.owners()) {
            masters.add(masterOf(owners, byId));
            without += hasMajority(owners, byId) ? 0 : 1;
        }
        this.slotsWithoutMajority = without * snapshot.partitions().slotsPer();
        this.ranges = ranges(masters, snapshot.partitions().slotsPer());
    }

    private static boolean hasMajority(List<NodeId> owners, Map<NodeId, ClusterNode> byId) {
        int counted = 0;
        for (NodeId owner : owners) {
            ClusterNode node = byId.get(owner);
            counted += node != null && node.reachable() ? 1 : 0;
        }
        return 2 * counted > owners.size();
    }

    private ClusterNode masterOf(List<NodeId> owners, Map<NodeId, ClusterNode> byId) {
        ClusterNode known = null;
        for (NodeId owner : owners) {
            ClusterNode node = byId.get(owner);
            if (node != null && node.isUsable()) {
                return node;
            }
            known = known == null && node != null && node.port() > 0 ? node : known;
        }
        return known == null ? self : known;
    }

    private static List<SlotRange> ranges(List<ClusterNode> masters, int slotsPer) {
        List<SlotRange> ranges = new ArrayList<>();
        int from = 0;
        for (int partition = 1; partition <= masters.size(); partition++) {
            if (partition == masters.size() || !masters.get(partition).equals(masters.get(from))) {
                ranges.add(new SlotRange(from * slotsPer, partition * slotsPer - 1, masters.get(from)));
                from = partition;
            }
        }
        return List.copyOf(ranges);
    }

    public ClusterSnapshot snapshot() {
        return snapshot;
    }

    public ClusterNode self() {
        return self;
    }

    public List<SlotRange> ranges() {
        return ranges;
    }

    public List<SlotRange> rangesOf(ClusterNode node) {
        return ranges.stream().filter(range -> range.node().equals(node)).toList();
    }

    /// Whether clients are told to ask this node for the keys of `partition`.
    public boolean isMine(int partition) {
        return masters.get(partition).self();
    }

    /// Slots of whose owners this node cannot count on a majority.
    public int slotsWithoutMajority() {
        return slotsWithoutMajority;
    }

    /// Nodes that are shown with slots.
    public int mastersWithSlots() {
        return (int) ranges.stream().map(SlotRange::node).distinct().count();
    }
}
