package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Safeguards;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node makes of its record and of what it has heard. Lives for one decision.
final class Outlook {

    private final Introduction self;
    private final ClusterTerms terms;
    private final FormationState state;
    private final @Nullable String conflict;
    private final List<String> objections;

    Outlook(Introduction self, ClusterTerms terms, FormationState state, Safeguards safeguards) {
        this.self = self;
        this.terms = terms;
        this.state = state;
        this.conflict = conflict();
        this.objections = Objections.of(self, terms, state, safeguards);
    }

    /// Whether this node takes part: it is in no cluster, and nothing about itself is wrong.
    boolean isForming() {
        return conflict == null && !(state.standing() instanceof Standing.Member);
    }

    /// Whether nothing that was heard speaks against the next step.
    boolean isClear() {
        return conflict == null && objections.isEmpty();
    }

    /// Whether the record belongs to this volume and this name; if not, it says nothing about this node.
    static boolean isOwn(FormationRecord record, Introduction self) {
        return record.node().equals(self.node()) && record.name().equals(self.name());
    }

    /// What the node's own volume or configuration refuses.
    private @Nullable String conflict() {
        FormationRecord record = state.record();
        if (!isOwn(record, self)) {
            return "the formation record of this volume belongs to node " + record.name() + " with id " + record.node()
                    + ", but murmur.node.name is " + self.name() + " and the volume's id is " + self.node()
                    + "; give the volume back to its node, or correct the name";
        }
        return switch (record.standing()) {
            case Standing.Member(var formed) -> conflictWith(formed);
            case Standing.Proposed(_, var agreed) -> terms.differenceTo(agreed, "in what this volume proposed");
            case Standing.Voted(_, var agreed) -> terms.differenceTo(agreed, "in what this volume voted for");
            case Standing.Blank _, Standing.Barred _ -> undeclared();
        };
    }

    /// More names than members do no harm: nodes may have been declared that will join one day.
    private @Nullable String conflictWith(Formed formed) {
        for (Formed.Member member : formed.members()) {
            if (!terms.nodes().contains(member.name())) {
                return "murmur.cluster.nodes is " + terms.nodes() + " without " + member.name()
                        + ", a member of cluster " + formed.cluster()
                        + " to which this volume belongs; name all members";
            }
        }
        return terms.differenceInSettings(formed.terms(), "in its cluster");
    }

    private @Nullable String undeclared() {
        if (!terms.nodes().contains(self.name())) {
            return "murmur.node.name is " + self.name() + ", which is not among murmur.cluster.nodes: " + terms.nodes();
        } else if (terms.leftOut().contains(self.name())) {
            return "murmur.cluster.dangerously-form-without names " + self.name()
                    + " itself; it is for the nodes that are left";
        }
        return null;
    }

    /// A cluster heard of in this round that has this volume, and that it may join; null if there is none.
    @Nullable
    Formed clusterToJoin() {
        for (RollCall.Heard heard : state.roll().heard().values()) {
            if (heard.round() == state.roll().round()
                    && heard.standing() instanceof Standing.Member(var formed)
                    && self.node().equals(formed.idOf(self.name()))
                    && Objections.mayJoin(state.standing(), formed)) {
                return formed;
            }
        }
        return null;
    }

    /// A cluster heard of in this round in which this node's name belongs to another volume; null if there is
    /// none.
    @Nullable
    Formed clusterThatMissesUs() {
        for (RollCall.Heard heard : state.roll().heard().values()) {
            if (heard.round() == state.roll().round()
                    && heard.standing() instanceof Standing.Member(var formed)
                    && formed.idOf(self.name()) != null
                    && !self.node().equals(formed.idOf(self.name()))) {
                return formed;
            }
        }
        return null;
    }

    FormationStatus status() {
        if (conflict != null) {
            return new FormationStatus.Refused(List.of(conflict));
        }
        return switch (state.standing()) {
            case Standing.Member(var formed) -> new FormationStatus.Member(formed);
            case Standing.Barred(var cluster, var missing) -> refused(Objections.missing(self, cluster, missing));
            case Standing.Proposed(var proposal, _) ->
                objections.isEmpty()
                        ? new FormationStatus.Voting(proposal.cluster(), self.name(), withoutVote(proposal))
                        : refused(null);
            case Standing.Voted(var proposal, _) ->
                objections.isEmpty()
                        ? new FormationStatus.Voting(proposal.cluster(), proposal.former(), List.of(proposal.former()))
                        : refused(null);
            case Standing.Blank _ -> objections.isEmpty() ? new FormationStatus.WaitingFor(silent()) : refused(null);
        };
    }

    private FormationStatus refused(@Nullable String first) {
        List<String> reasons = new ArrayList<>(objections);
        if (first != null) {
            reasons.remove(first);
            reasons.addFirst(first);
        }
        return new FormationStatus.Refused(reasons);
    }

    private List<String> withoutVote(Object proposal) {
        return others().stream()
                .filter(name -> {
                    RollCall.Heard heard = state.roll().heard().get(name);
                    return heard == null
                            || !(heard.standing() instanceof Standing.Voted(var voted, _))
                            || !voted.equals(proposal);
                })
                .toList();
    }

    /// Who has not answered lately; once all have, the move is the former's.
    private List<String> silent() {
        List<String> silent = others().stream()
                .filter(name -> !state.roll().heard().containsKey(name))
                .toList();
        return !silent.isEmpty() || terms.former().equals(self.name()) ? silent : List.of(terms.former());
    }

    private List<String> others() {
        return terms.members().stream()
                .filter(name -> !name.equals(self.name()))
                .toList();
    }
}
