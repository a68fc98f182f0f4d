package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.ring.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Why a node that is in no cluster yet must not take the next step, as sentences: what is wrong, where, what
/// to do. Judges what was heard in this round and the last. Lives for one decision.
final class Objections {

    private final Introduction self;
    private final ClusterTerms terms;
    private final FormationState state;
    private final boolean remembersVotes;
    private final List<String> reasons = new ArrayList<>();

    private Objections(Introduction self, ClusterTerms terms, FormationState state, Safeguards safeguards) {
        this.self = self;
        this.terms = terms;
        this.state = state;
        this.remembersVotes = safeguards.has(Safeguard.BLANK_DOES_NOT_VOTE_IN_FORMED);
    }

    static List<String> of(Introduction self, ClusterTerms terms, FormationState state, Safeguards safeguards) {
        Objections objections = new Objections(self, terms, state, safeguards);
        objections.judgeAll();
        return objections.reasons;
    }

    private void judgeAll() {
        judgeIds();
        state.roll().rivals().forEach(this::judgeRival);
        state.roll().heard().forEach(this::judge);
        Proposal own = ownProposal();
        if (own != null && remembersVotes) {
            judgeFormer("this node", own);
        }
    }

    private void judgeIds() {
        TreeMap<NodeId, String> seen = new TreeMap<>();
        seen.put(self.node(), self.name());
        for (RollCall.Heard heard : state.roll().heard().values()) {
            Introduction peer = heard.peer();
            String other = seen.putIfAbsent(peer.node(), peer.name());
            if (other != null && !other.equals(peer.name())) {
                reasons.add("nodes " + other + " and " + peer.name() + " have the same id " + peer.node()
                        + ": the volume of one is a copy of the other's; empty the copy");
            }
        }
    }

    private void judgeRival(String name, RollCall.Rival rival) {
        reasons.add("two nodes say they are " + name + ", one of them with the id " + rival.node()
                + "; murmur.node.name must be different on every node");
    }

    private void judge(String name, RollCall.Heard heard) {
        Introduction peer = heard.peer();
        if (!peer.name().equals(name)) {
            reasons.add("the address of node " + name + " in murmur.cluster.nodes leads to node " + peer.name()
                    + " (id " + peer.node() + "); correct the address");
            return;
        }
        boolean counts = !terms.leftOut().contains(name);
        String difference = counts ? terms.differenceTo(heard.terms(), "on node " + name) : null;
        switch (heard.standing()) {
            case Standing.Blank _ -> add(difference);
            case Standing.Proposed(var proposal, var agreed) ->
                judgeVote(name, proposal, counts, difference != null ? difference : differenceIn(name, agreed));
            case Standing.Voted(var proposal, var agreed) ->
                judgeVote(name, proposal, counts, difference != null ? difference : differenceIn(name, agreed));
            case Standing.Barred(var cluster, var missing) -> judgeBarred(name, cluster, missing);
            case Standing.Member(var formed) -> judgeCluster(name, formed);
        }
    }

    private @Nullable String differenceIn(String name, ClusterTerms agreed) {
        return terms.differenceTo(agreed, "in what node " + name + " voted for");
    }

    private void add(@Nullable String reason) {
        if (reason != null) {
            reasons.add(reason);
        }
    }

    private void judgeVote(String name, Proposal proposal, boolean counts, @Nullable String difference) {
        if (counts) {
            add(difference);
        }
        if (counts && difference == null && remembersVotes) {
            judgeFormer("node " + name, proposal);
            judgeProposal(name, proposal);
        }
    }

    /// The volume that proposed must still be there.
    private void judgeFormer(String voter, Proposal proposal) {
        NodeId formerNow = proposal.former().equals(self.name()) ? self.node() : heardIdOf(proposal.former());
        if (formerNow != null && !formerNow.equals(proposal.formerId())) {
            reasons.add(voter + " has voted for " + proposal + ", but the volume of " + proposal.former()
                    + " now has the id " + formerNow + ". Bring back the volume " + proposal.formerId()
                    + "; if no volume of that cluster is left anywhere, empty the volume of " + voter);
        }
    }

    private @Nullable NodeId heardIdOf(String name) {
        RollCall.Heard heard = state.roll().heard().get(name);
        return heard == null || !heard.peer().name().equals(name)
                ? null
                : heard.peer().node();
    }

    private void judgeProposal(String name, Proposal proposal) {
        Proposal own = ownProposal();
        if (own == null && proposal.formerId().equals(self.node())) {
            reasons.add(putBack(name, proposal, "nothing"));
        } else if (own != null && own.formerId().equals(proposal.formerId()) && !own.equals(proposal)) {
            reasons.add(putBack(name, proposal, "only cluster " + own.cluster()));
        }
    }

    private static String putBack(String name, Proposal proposal, String known) {
        return "node " + name + " has voted for " + proposal + ", of which this volume knows " + known
                + ": a volume was put back to an older state; bring back the newer one";
    }

    private @Nullable Proposal ownProposal() {
        return switch (state.standing()) {
            case Standing.Proposed(var proposal, _) -> proposal;
            case Standing.Voted(var proposal, _) -> proposal;
            case Standing.Blank _, Standing.Barred _, Standing.Member _ -> null;
        };
    }

    private void judgeBarred(String name, ClusterId cluster, NodeId missing) {
        if (remembersVotes) {
            reasons.add("node " + name + " has a blank volume but has seen cluster " + cluster + ", in which " + name
                    + " has the id " + missing + "; start the nodes of that cluster. If it is gone for good, empty"
                    + " the volume of " + name + " again");
        }
    }

    private void judgeCluster(String name, Formed formed) {
        NodeId known = formed.idOf(self.name());
        if (known == null) {
            reasons.add("node " + name + " belongs to cluster " + formed.cluster() + ", which does not know node "
                    + self.name() + ". No cluster is formed beside one that is reachable: correct"
                    + " murmur.cluster.nodes, or empty the volume of " + name + " if its cluster is given up");
        } else if (!known.equals(self.node())) {
            reasons.add(missing(self, formed.cluster(), known));
        } else if (!mayJoin(state.standing(), formed)) {
            reasons.add("cluster " + formed.cluster() + " of node " + name + " has this volume as a member, but the"
                    + " volume has voted for another cluster: it was put back to an older state; bring back the"
                    + " newer one");
        }
    }

    /// A volume that has voted can only join the cluster it voted for.
    static boolean mayJoin(Standing standing, Formed formed) {
        return switch (standing) {
            case Standing.Proposed(var proposal, _) -> proposal.cluster().equals(formed.cluster());
            case Standing.Voted(var proposal, _) -> proposal.cluster().equals(formed.cluster());
            case Standing.Blank _, Standing.Barred _ -> true;
            case Standing.Member _ -> false;
        };
    }

    /// What a blank volume says in a formed cluster.
    static String missing(Introduction self, ClusterId cluster, NodeId missing) {
        return "this volume is blank and has the id " + self.node() + ", but in cluster " + cluster + " node "
                + self.name() + " has the id " + missing + ". It owns nothing there and does not serve: bring back the"
                + " volume " + missing + ", or let this one replace it by command";
    }
}
