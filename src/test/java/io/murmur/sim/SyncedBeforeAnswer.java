package io.murmur.sim;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.version.VersionVector;
import java.util.List;

/// G1, at the moment of the answer: the disks of W owners hold the event a write was answered for.
final class SyncedBeforeAnswer {

    private final SimCluster cluster;
    private final List<SimNode> nodes;

    SyncedBeforeAnswer(SimCluster cluster, List<SimNode> nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /// @param writeOwners W of this write
    void answered(History.Operation write, Outcome outcome, int writeOwners) {
        if (!(outcome instanceof Outcome.Written(var acknowledged, _))) {
            return;
        }
        List<History.Minting> mintings = cluster.history().mintingsOf(write.key()).stream()
                .filter(minting -> minting.operation().equals(write.write()))
                .filter(minting -> acknowledged.covers(minting.dot()))
                .toList();
        int holders = 0;
        for (NodeId owner :
                cluster.placement().ownersOf(cluster.placement().partitions().of(write.key()))) {
            VersionVector known =
                    nodes.get(cluster.indexOf(owner)).disk().object(write.key()).context();
            boolean holds = !mintings.isEmpty() && mintings.stream().allMatch(minting -> known.covers(minting.dot()));
            // What a lost volume held cannot be looked up any more.
            SimNode node = nodes.get(cluster.indexOf(owner));
            boolean lost = node.hasLostData() || node.isPutBack();
            holders += lost || holds ? 1 : 0;
        }
        if (cluster.options().synced() && holders < writeOwners) {
            cluster.history().violate("answered too early: " + write + " is on " + holders + " disks");
        }
    }
}
