package io.murmur.sim.formation;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// G9: while one volume that a cluster counted is left, no second cluster of the same declared list is formed; a
/// cluster that was told to do without that volume's node, or to be formed by another node, does not count.
final class OneCluster implements Checker {

    @Override
    public void check(List<Fact> facts, Consumer<String> violate) {
        TreeSet<NodeId> gone = new TreeSet<>();
        List<Formed> clusters = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Gone(var node)) {
                gone.add(node);
            } else if (fact instanceof Fact.Kept(_, FormationEvent.ClusterFormed(var formed))) {
                clusters.forEach(earlier -> compare(earlier, formed, gone, violate));
                clusters.add(formed);
            }
        }
    }

    private static void compare(Formed earlier, Formed later, Set<NodeId> gone, Consumer<String> violate) {
        boolean comparable = earlier.terms().nodes().equals(later.terms().nodes())
                && earlier.terms().former().equals(later.terms().former());
        for (Formed.Member member : earlier.members()) {
            if (comparable
                    && !gone.contains(member.node())
                    && !later.terms().leftOut().contains(member.name())) {
                violate.accept("cluster " + later.cluster() + " " + later.members() + " was formed while volume "
                        + member.node() + " of node " + member.name() + " is left of cluster " + earlier.cluster() + " "
                        + earlier.members());
            }
        }
    }
}
