package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Counts for the node that forms, in the current round only: an older answer may come from a volume that is
/// gone.
final class Ballot {

    private final Introduction self;
    private final ClusterTerms terms;
    private final Safeguards safeguards;

    Ballot(Introduction self, ClusterTerms terms, Safeguards safeguards) {
        this.self = self;
        this.terms = terms;
        this.safeguards = safeguards;
    }

    /// This node and who else answered "blank".
    ///
    /// @param strict whether a volume that has voted is not blank any more
    List<Formed.Member> blank(RollCall roll, boolean strict) {
        return selfAnd(
                roll,
                standing -> standing instanceof Standing.Blank || (!strict && standing instanceof Standing.Voted));
    }

    /// This node and who else answered that its vote for `proposal` is durable.
    List<Formed.Member> voters(RollCall roll, Proposal proposal) {
        return selfAnd(
                roll, standing -> standing instanceof Standing.Voted(var voted, _) && voted.equals(proposal));
    }

    private List<Formed.Member> selfAnd(RollCall roll, Predicate<Standing> counts) {
        List<Formed.Member> counted = new ArrayList<>();
        counted.add(new Formed.Member(self.name(), self.node()));
        for (String name : terms.members()) {
            RollCall.Heard heard = roll.now(name);
            if (heard != null && counts.test(heard.standing())) {
                counted.add(new Formed.Member(name, heard.peer().node()));
            }
        }
        return counted;
    }

    /// All, always: a majority could form a second cluster beside a first one that the others still hold.
    boolean hasAll(List<Formed.Member> counted) {
        int all = terms.members().size();
        return counted.size() == all
                || (!safeguards.has(Safeguard.FORMATION_NEEDS_ALL)
                        && counted.size() > all / 2
                        && counted.size() >= terms.replicas());
    }
}
