package io.murmur.sim.formation;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A volume votes for one cluster, joins no other than that one, and votes for none once it has seen one it is
/// missing from.
final class VolumesVoteOnce implements Checker {

    @Override
    public void check(List<Fact> facts, Consumer<String> violate) {
        TreeMap<NodeId, ClusterId> bound = new TreeMap<>();
        TreeSet<NodeId> knowing = new TreeSet<>();
        for (Fact fact : facts) {
            if (!(fact instanceof Fact.Kept(var node, var event))) {
                continue;
            }
            ClusterId cluster = switch (event) {
                case FormationEvent.ClusterProposed(var proposal, _) -> proposal.cluster();
                case FormationEvent.VoteCast(var proposal, _) -> proposal.cluster();
                case FormationEvent.ClusterFormed(var formed) -> formed.cluster();
                case FormationEvent.ClusterJoined(var formed) -> formed.cluster();
                case FormationEvent.ClusterSeen _ -> null;
            };
            if (cluster == null) {
                knowing.add(node);
                continue;
            }
            ClusterId before = bound.putIfAbsent(node, cluster);
            if (before != null && !before.equals(cluster)) {
                violate.accept("volume " + node + " helped cluster " + before + " and then " + cluster);
            }
            if (knowing.contains(node) && !(event instanceof FormationEvent.ClusterJoined)) {
                violate.accept("volume " + node + " helped cluster " + cluster + " though it had seen another");
            }
        }
    }
}
