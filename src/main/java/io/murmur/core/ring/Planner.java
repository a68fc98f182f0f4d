package io.murmur.core.ring;

import io.murmur.core.bytes.XxHash64;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes placements: balanced, with as few moves from the old table as balance allows. A pure function.
///
/// 1. Every node gets a quota; quotas differ by at most one. 2. Every old assignment that is still legal stays.
/// 3. Holes go to the node furthest below its quota. 4. While a node is above its quota, the chain of moves
/// to one below it is made that costs least data. 5. First places are swapped inside lists until they too differ by
/// at most one per node, which moves no data.
public final class Planner {

    private Planner() {}

    /// Plans the table after `old`, or the first one.
    ///
    /// @param members the nodes that may own partitions, in any order
    /// @param replicas N, at most the number of members
    public static Placement plan(@Nullable Placement old, List<NodeId> members, Partitions partitions, int replicas) {
        List<NodeId> nodes = List.copyOf(new TreeSet<>(members));
        if (replicas < 1 || replicas > nodes.size()) {
            throw new IllegalArgumentException("each partition needs " + replicas + " owners, but there are "
                    + nodes.size() + " nodes; N must be from 1 to the number of nodes");
        }
        Invariant.check(old == null || old.partitions().equals(partitions), "a plan does not split partitions");
        boolean[][] owns = kept(old, nodes, partitions.count(), replicas);
        int[] load = loads(owns, nodes.size());
        int[] quota = quotas(load, partitions.count() * replicas);
        fillHoles(owns, load, quota, nodes, replicas);
        boolean[][] kept = kept(old, nodes, partitions.count(), replicas);
        Balance.settle(load, quota, (from, to, really) -> moveReplica(owns, kept, new Step(from, to, really)));
        return ordered(old, nodes, partitions, owns);
    }

    private static boolean[][] kept(@Nullable Placement old, List<NodeId> nodes, int count, int replicas) {
        boolean[][] owns = new boolean[count][nodes.size()];
        for (int partition = 0; old != null && partition < count; partition++) {
            int kept = 0;
            for (NodeId owner : old.ownersOf(partition)) {
                int node = nodes.indexOf(owner);
                if (node >= 0 && kept < replicas) {
                    owns[partition][node] = true;
                    kept++;
                }
            }
        }
        return owns;
    }

    private static int[] loads(boolean[][] owns, int nodes) {
        int[] load = new int[nodes];
        for (boolean[] row : owns) {
            for (int node = 0; node < nodes; node++) {
                load[node] += row[node] ? 1 : 0;
            }
        }
        return load;
    }

    /// Equal shares; what is left over goes to the nodes that hold most already, so that they need not give it away.
    private static int[] quotas(int[] held, int places) {
        int[] quota = new int[held.length];
        Arrays.fill(quota, places / held.length);
        for (int rest = places % held.length; rest > 0; rest--) {
            int chosen = -1;
            for (int node = 0; node < held.length; node++) {
                boolean open = quota[node] == places / held.length;
                if (open && (chosen < 0 || held[node] > held[chosen])) {
                    chosen = node;
                }
            }
            quota[chosen]++;
        }
        return quota;
    }

    private static void fillHoles(boolean[][] owns, int[] load, int[] quota, List<NodeId> nodes, int replicas) {
        for (int partition = 0; partition < owns.length; partition++) {
            int held = 0;
            for (boolean has : owns[partition]) {
                held += has ? 1 : 0;
            }
            for (; held < replicas; held++) {
                int chosen = neediest(partition, owns[partition], new Loads(load, quota), nodes);
                owns[partition][chosen] = true;
                load[chosen]++;
            }
        }
    }

    private static int neediest(int partition, boolean[] row, Loads loads, List<NodeId> nodes) {
        int chosen = -1;
        for (int node = 0; node < row.length; node++) {
            if (!row[node] && (chosen < 0 || isNeedier(partition, node, chosen, loads, nodes))) {
                chosen = node;
            }
        }
        return chosen;
    }

    private static boolean isNeedier(int partition, int node, int than, Loads loads, List<NodeId> nodes) {
        int difference = loads.missing(node) - loads.missing(than);
        return difference != 0
                ? difference > 0
                : Long.compareUnsigned(tieBreak(partition, nodes.get(node)), tieBreak(partition, nodes.get(than))) < 0;
    }

    private static long tieBreak(int partition, NodeId node) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (node.bits() >>> (8 * i));
        }
        return XxHash64.hash(bytes, 0, bytes.length, partition);
    }

    private record Step(int from, int to, boolean really) {}

    /// Moves one replica from one node to another, if some partition allows it: back to an owner that has the
    /// data if possible, one without data else, one that `kept` marks only if there is no other.
    private static int moveReplica(boolean[][] owns, boolean[][] kept, Step step) {
        int chosen = -1;
        int chosenRank = Integer.MAX_VALUE;
        for (int partition = 0; partition < owns.length && chosenRank > 0; partition++) {
            if (owns[partition][step.from()] && !owns[partition][step.to()]) {
                boolean hasData = kept[partition][step.from()];
                int rank = hasData ? 2 : kept[partition][step.to()] ? 0 : 1;
                if (rank < chosenRank) {
                    chosen = partition;
                    chosenRank = rank;
                }
            }
        }
        if (chosen < 0) {
            return Balance.IMPOSSIBLE;
        }
        if (step.really()) {
            owns[chosen][step.from()] = false;
            owns[chosen][step.to()] = true;
        }
        return chosenRank == 2 ? 1 : 0;
    }

    private static Placement ordered(
            @Nullable Placement old, List<NodeId> nodes, Partitions partitions, boolean[][] owns) {
        List<List<NodeId>> lists = new ArrayList<>(owns.length);
        int[] firsts = new int[nodes.size()];
        for (int partition = 0; partition < owns.length; partition++) {
            List<NodeId> list = listOf(old, nodes, partition, owns[partition]);
            lists.add(list);
            firsts[nodes.indexOf(list.getFirst())]++;
        }
        Balance.settle(
                firsts,
                quotas(firsts, owns.length),
                (from, to, really) -> swapFirst(lists, nodes.get(from), nodes.get(to), really));
        long epoch = old == null ? 1 : old.epoch() + 1;
        List<Placement.Owners> owners = new ArrayList<>(lists.size());
        for (int partition = 0; partition < lists.size(); partition++) {
            List<NodeId> list = lists.get(partition);
            owners.add(new Placement.Owners(epochOf(old, partition, list, epoch), list));
        }
        return new Placement(epoch, partitions, owners);
    }

    /// A list that did not change keeps its epoch.
    private static long epochOf(@Nullable Placement old, int partition, List<NodeId> list, long epoch) {
        return old != null && old.ownersOf(partition).equals(list) ? old.epochOf(partition) : epoch;
    }

    /// Old owners keep their order; new ones follow by the hash of (partition, node).
    private static List<NodeId> listOf(@Nullable Placement old, List<NodeId> nodes, int partition, boolean[] row) {
        List<NodeId> list = new ArrayList<>();
        if (old != null) {
            for (NodeId owner : old.ownersOf(partition)) {
                int node = nodes.indexOf(owner);
                if (node >= 0 && row[node]) {
                    list.add(owner);
                }
            }
        }
        List<NodeId> added = new ArrayList<>();
        for (int node = 0; node < row.length; node++) {
            if (row[node] && !list.contains(nodes.get(node))) {
                added.add(nodes.get(node));
            }
        }
        added.sort((left, right) -> Long.compareUnsigned(tieBreak(partition, left), tieBreak(partition, right)));
        list.addAll(added);
        return list;
    }

    private static int swapFirst(List<List<NodeId>> lists, NodeId from, NodeId to, boolean really) {
        for (List<NodeId> list : lists) {
            int place = list.indexOf(to);
            if (place > 0 && list.getFirst().equals(from)) {
                if (really) {
                    list.set(place, from);
                    list.set(0, to);
                }
                return 0;
            }
        }
        return Balance.IMPOSSIBLE;
    }
}
