package io.murmur.door.redis;

import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.Partitions;
import io.murmur.door.redis.cluster.ClusterNode;
import io.murmur.door.redis.cluster.ClusterSnapshot;
import io.murmur.door.redis.cluster.ClusterView;
import java.util.ArrayList;
import java.util.List;

/// What one node of a test knows: nodes 1 to n, partition p owned by n consecutive nodes from p mod n on.
final class MutableView implements ClusterView {

    private volatile ClusterSnapshot current;

    MutableView(int self, List<Integer> ports, Partitions partitions) {
        this.current = snapshot(1, self, ports, List.of(), partitions);
    }

    /// Changes what is known: the ports, and which nodes (from 0) cannot be reached.
    void change(int self, List<Integer> ports, List<Integer> unreachable) {
        current = snapshot(current.configEpoch() + 1, self, ports, unreachable, current.partitions());
    }

    private static ClusterSnapshot snapshot(
            long epoch, int self, List<Integer> ports, List<Integer> unreachable, Partitions partitions) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            boolean reachable = !unreachable.contains(i);
            nodes.add(new ClusterNode(
                    new NodeId(0xA0 + i), "node-" + (i + 1), "127.0.0.1", ports.get(i), i == self, reachable));
        }
        List<List<NodeId>> owners = new ArrayList<>();
        for (int partition = 0; partition < partitions.count(); partition++) {
            List<NodeId> list = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                list.add(nodes.get((partition + i) % nodes.size()).id());
            }
            owners.add(list);
        }
        return new ClusterSnapshot("c1u5", epoch, nodes, partitions, owners);
    }

    @Override
    public ClusterSnapshot current() {
        return current;
    }
}
