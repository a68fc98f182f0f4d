package io.murmur.sim.formation;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// G9: nobody serves unless the table in its own volume, durably there, has its volume under its name.
final class OnlyMembersServe implements Checker {

    @Override
    public void check(List<Fact> facts, Consumer<String> violate) {
        TreeMap<NodeId, Formed> durable = new TreeMap<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Kept(var node, FormationEvent.ClusterFormed(var formed)) -> durable.put(node, formed);
                case Fact.Kept(var node, FormationEvent.ClusterJoined(var formed)) -> durable.put(node, formed);
                case Fact.Serving(var name, var node, var formed) -> {
                    if (!formed.equals(durable.get(node)) || !node.equals(formed.idOf(name))) {
                        violate.accept("node " + name + " with volume " + node + " serves cluster " + formed.cluster()
                                + " without a place in it: " + formed.members());
                    }
                }
                case Fact.Kept _, Fact.Gone _, Fact.Ended _ -> {}
            }
        }
    }
}
