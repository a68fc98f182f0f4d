package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Decider;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides how one node comes into its cluster (see the package for the protocol and why it is safe).
///
/// Transitions of the durable standing, each an event of its own:
///
/// - Blank -> Proposed ([FormationEvent.ClusterProposed]): lowest name; all others answered "blank" in this
/// round.
/// - Blank -> Voted ([FormationEvent.VoteCast]): the lowest name answered "proposed" in this round, same terms.
/// - Proposed -> Member ([FormationEvent.ClusterFormed]): all others answered "voted for this" in this round.
/// - Blank, Voted, Barred -> Member ([FormationEvent.ClusterJoined]): a cluster answered that has this volume.
/// - Blank, Proposed -> Barred ([FormationEvent.ClusterSeen]): a cluster answered that has another volume for
/// this name.
///
/// Before formation an output's `Send` names the *place* of a declared name ([ClusterTerms#placeOf]), not a node
/// id; its message is always a [FormationMessage.Question] that names the node too.
public final class FormationDecider
        implements Decider<FormationState, FormationCommand, FormationEvent, FormationMessage.Answer> {

    private final Introduction self;
    private final String replyTo;
    private final ClusterTerms terms;
    private final FormationLimits limits;
    private final RandomGenerator random;
    private final Safeguards safeguards;

    /// @param asker this process
    /// @param terms this node's configuration
    /// @param random draws cluster ids and numbers of rounds; unpredictable in production
    public FormationDecider(
            Asker asker, ClusterTerms terms, FormationLimits limits, RandomGenerator random, Safeguards safeguards) {
        this.self = asker.self();
        this.replyTo = asker.replyTo();
        this.terms = terms;
        this.limits = limits;
        this.random = random;
        this.safeguards = safeguards;
    }

    @Override
    public Decision<FormationEvent, FormationMessage.Answer> decide(
            FormationState state, FormationCommand command, Now now) {
        FormationDraft draft = new FormationDraft(this, state);
        switch (command) {
            case FormationCommand.Start() -> beginRound(draft, now, true);
            case FormationCommand.Tick() -> {
                if (now.hasReached(state.roll().endsNanos())) {
                    beginRound(draft, now, false);
                }
            }
            case FormationCommand.Asked(var correlation, var question) -> answer(draft, correlation, question);
            case FormationCommand.Answered(var answer) -> hear(draft, answer);
        }
        if (draft.hasEvents()) {
            advance(draft);
        }
        publishChange(draft, state, command instanceof FormationCommand.Start);
        return draft.finish();
    }

    @Override
    public FormationState evolve(FormationState state, FormationEvent event) {
        return switch (event) {
            case FormationEvent.ClusterProposed(var proposal, var agreed) ->
                state.with(new Standing.Proposed(proposal, agreed));
            case FormationEvent.VoteCast(var proposal, var agreed) -> state.with(new Standing.Voted(proposal, agreed));
            case FormationEvent.ClusterSeen(var cluster, var missing) ->
                state.with(new Standing.Barred(cluster, missing));
            case FormationEvent.ClusterFormed(var formed) -> state.with(new Standing.Member(formed));
            case FormationEvent.ClusterJoined(var formed) -> state.with(new Standing.Member(formed));
            case FormationEvent.RoundBegun begun -> state.with(state.roll().begin(begun));
            case FormationEvent.PeerHeard(var name, var heard) ->
                state.with(state.roll().with(name, heard));
            case FormationEvent.RivalHeard(var name, var node) ->
                state.with(state.roll().withRival(name, node));
        };
    }

    /// What a human should know of `state`.
    public FormationStatus statusOf(FormationState state) {
        return outlookOn(state).status();
    }

    private void publishChange(FormationDraft draft, FormationState before, boolean always) {
        if (always || draft.hasEvents()) {
            FormationStatus status = statusOf(draft.state());
            if (always || !status.equals(statusOf(before))) {
                draft.publishAfterDurable(status);
            }
        }
    }

    private Outlook outlookOn(FormationState state) {
        return new Outlook(self, terms, state, safeguards);
    }

    private void beginRound(FormationDraft draft, Now now, boolean news) {
        if (!outlookOn(draft.state()).isForming()) {
            return;
        }
        long millis = Math.max(limits.roundMillisMin(), draft.state().roll().nextMillis());
        draft.record(new FormationEvent.RoundBegun(
                random.nextLong() | 1, now.nanosAfterMillis(millis), Math.min(limits.roundMillisMax(), 2 * millis)));
        askAll(draft, news);
    }

    private void askAll(FormationDraft draft, boolean news) {
        for (String name : terms.nodes()) {
            if (!name.equals(self.name())) {
                ask(draft, name, news);
            }
        }
    }

    private void ask(FormationDraft draft, String name, boolean news) {
        draft.sendAfterDurable(
                terms.placeOf(name),
                new FormationMessage.Question(name, self, draft.state().roll().round(), news, replyTo));
    }

    /// A volume under a name it does not belong to keeps silent: what it once said, it said as somebody else.
    private void answer(FormationDraft draft, long correlation, FormationMessage.Question question) {
        FormationState state = draft.state();
        if (!Outlook.isOwn(state.record(), self)) {
            return;
        }
        draft.answerNow(
                correlation,
                new FormationMessage.Answer(question.to(), self, terms, state.standing(), question.round()));
        if (outlookOn(state).isForming() && state.roll().round() != 0) {
            noticeRival(draft, question.from());
            if (question.news() && isOtherDeclared(question.from().name())) {
                ask(draft, question.from().name(), false);
            }
        }
    }

    private boolean isOtherDeclared(String name) {
        return !name.equals(self.name()) && terms.nodes().contains(name);
    }

    private void noticeRival(FormationDraft draft, Introduction asker) {
        RollCall.Heard heard = draft.state().roll().now(asker.name());
        boolean mine = asker.name().equals(self.name()) && !asker.node().equals(self.node());
        boolean anothers = heard != null && !heard.peer().node().equals(asker.node());
        if (mine || anothers) {
            draft.record(new FormationEvent.RivalHeard(asker.name(), asker.node()));
        }
    }

    private void hear(FormationDraft draft, FormationMessage.Answer answer) {
        long round = draft.state().roll().round();
        if (outlookOn(draft.state()).isForming() && answer.round() == round && isOtherDeclared(answer.asked())) {
            var heard = new RollCall.Heard(round, answer.from(), answer.terms(), answer.standing());
            draft.record(new FormationEvent.PeerHeard(answer.asked(), heard));
        }
    }

    /// Takes every step that what is known allows; a node alone takes two at once. Whoever moved says so.
    private void advance(FormationDraft draft) {
        FormationEvent.Kept moved = next(draft.state());
        while (moved != null) {
            draft.record(moved);
            switch (moved) {
                case FormationEvent.ClusterProposed _, FormationEvent.ClusterFormed _ -> askAll(draft, true);
                case FormationEvent.VoteCast(var proposal, _) -> ask(draft, proposal.former(), true);
                case FormationEvent.ClusterJoined _, FormationEvent.ClusterSeen _ -> {}
            }
            moved = next(draft.state());
        }
    }

    private FormationEvent.@Nullable Kept next(FormationState state) {
        Outlook outlook = outlookOn(state);
        if (!outlook.isForming() || state.roll().round() == 0) {
            return null;
        }
        Formed cluster = outlook.clusterToJoin();
        if (cluster != null) {
            return new FormationEvent.ClusterJoined(cluster);
        }
        return switch (state.standing()) {
            case Standing.Blank _ -> firstOf(bar(outlook), outlook.isClear() ? proposeOrVote(state) : null);
            case Standing.Proposed(var proposal, _) ->
                firstOf(bar(outlook), outlook.isClear() ? form(state, proposal) : null);
            case Standing.Voted(var proposal, _) ->
                safeguards.has(Safeguard.BLANK_DOES_NOT_VOTE_IN_FORMED) || !outlook.isClear()
                        ? null
                        : voteForAnother(state, proposal);
            case Standing.Barred _, Standing.Member _ -> null;
        };
    }

    private static FormationEvent.@Nullable Kept firstOf(
            FormationEvent.@Nullable Kept first, FormationEvent.@Nullable Kept second) {
        return first != null ? first : second;
    }

    private FormationEvent.@Nullable Kept bar(Outlook outlook) {
        Formed cluster = outlook.clusterThatMissesUs();
        var missing = cluster == null ? null : cluster.idOf(self.name());
        return cluster == null || missing == null || !safeguards.has(Safeguard.BLANK_DOES_NOT_VOTE_IN_FORMED)
                ? null
                : new FormationEvent.ClusterSeen(cluster.cluster(), missing);
    }

    private FormationEvent.@Nullable Kept proposeOrVote(FormationState state) {
        return terms.former().equals(self.name()) ? propose(state) : vote(state);
    }

    private FormationEvent.@Nullable Kept propose(FormationState state) {
        boolean strict = safeguards.has(Safeguard.BLANK_DOES_NOT_VOTE_IN_FORMED);
        Ballot ballot = new Ballot(self, terms, safeguards);
        return ballot.hasAll(ballot.blank(state.roll(), strict))
                ? new FormationEvent.ClusterProposed(
                        new Proposal(new ClusterId(random.nextLong(), random.nextLong() | 1), self.name(), self.node()),
                        terms)
                : null;
    }

    private FormationEvent.@Nullable Kept vote(FormationState state) {
        RollCall.Heard former = state.roll().now(terms.former());
        return former != null
                        && former.standing() instanceof Standing.Proposed(var proposal, var agreed)
                        && agreed.equals(terms)
                        && proposal.formerId().equals(former.peer().node())
                ? new FormationEvent.VoteCast(proposal, agreed)
                : null;
    }

    private FormationEvent.@Nullable Kept voteForAnother(FormationState state, Proposal given) {
        FormationEvent.Kept vote = vote(state);
        return vote instanceof FormationEvent.VoteCast(var proposal, _) && !proposal.equals(given) ? vote : null;
    }

    private FormationEvent.@Nullable Kept form(FormationState state, Proposal proposal) {
        Ballot ballot = new Ballot(self, terms, safeguards);
        List<Formed.Member> members = ballot.voters(state.roll(), proposal);
        return ballot.hasAll(members)
                ? new FormationEvent.ClusterFormed(Formed.first(proposal.cluster(), terms, members))
                : null;
    }
}
