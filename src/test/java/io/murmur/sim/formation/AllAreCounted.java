package io.murmur.sim.formation;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A cluster has every declared node but those left out by name, and each of them had durably voted for it.
final class AllAreCounted implements Checker {

    private record Vote(NodeId node, Object cluster) {}

    @Override
    public void check(List<Fact> facts, Consumer<String> violate) {
        List<Vote> votes = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Kept(var node, FormationEvent.VoteCast(var proposal, _)) ->
                    votes.add(new Vote(node, proposal.cluster()));
                case Fact.Kept(var node, FormationEvent.ClusterProposed(var proposal, _)) ->
                    votes.add(new Vote(node, proposal.cluster()));
                case Fact.Kept(_, FormationEvent.ClusterFormed(var formed)) -> judge(formed, votes, violate);
                case Fact.Kept _, Fact.Gone _, Fact.Serving _, Fact.Ended _ -> {}
            }
        }
    }

    private static void judge(Formed formed, List<Vote> votes, Consumer<String> violate) {
        TreeSet<String> names = new TreeSet<>();
        for (Formed.Member member : formed.members()) {
            names.add(member.name());
            if (!votes.contains(new Vote(member.node(), formed.cluster()))) {
                violate.accept("cluster " + formed.cluster() + " counts " + member + ", which had not voted for it");
            }
        }
        if (!names.equals(new TreeSet<>(formed.terms().members()))) {
            violate.accept("cluster " + formed.cluster() + " was formed of " + names + " instead of "
                    + formed.terms().members());
        }
    }
}
