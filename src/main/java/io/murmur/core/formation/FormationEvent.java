package io.murmur.core.formation;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;

/// What happened to the formation of a node.
public sealed interface FormationEvent extends Message {

    /// Changes the formation record: durable before anything that follows from it leaves the node.
    sealed interface Kept extends FormationEvent {}

    /// Changes only what this process has heard, which the next one must hear for itself.
    sealed interface Noticed extends FormationEvent {}

    /// All others were blank: this node, the lowest name, offers to form.
    record ClusterProposed(Proposal proposal, ClusterTerms terms) implements Kept {}

    /// This volume gave its one vote.
    record VoteCast(Proposal proposal, ClusterTerms terms) implements Kept {}

    /// A cluster exists in which this node's name belongs to the volume `missing`.
    record ClusterSeen(ClusterId cluster, NodeId missing) implements Kept {}

    /// All have voted: the cluster exists from now on.
    record ClusterFormed(Formed formed) implements Kept {}

    /// A cluster exists and has this volume.
    record ClusterJoined(Formed formed) implements Kept {}

    /// A round of questions began.
    record RoundBegun(long round, long endsNanos, long nextMillis) implements Noticed {}

    /// The node asked for under `name` answered in the current round.
    record PeerHeard(String name, RollCall.Heard heard) implements Noticed {}

    /// A node asked under a name that another volume answers for.
    record RivalHeard(String name, NodeId node) implements Noticed {}
}
