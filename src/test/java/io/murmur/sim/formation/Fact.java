package io.murmur.sim.formation;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.NodeId;

/// Something that happened in a run, in the order in which it did.
sealed interface Fact {

    /// Volume `node` no longer exists.
    record Gone(NodeId node) implements Fact {}

    /// `event` became durable in volume `node`.
    record Kept(NodeId node, FormationEvent.Kept event) implements Fact {}

    /// A process under `name` with volume `node` began to serve.
    record Serving(String name, NodeId node, Formed formed) implements Fact {}

    /// How a node stood when the run ended.
    ///
    /// @param undisturbed whether every volume that was ever counted is still there and all are configured
    ///     alike, so that the node must have arrived
    record Ended(String name, FormationStatus status, boolean undisturbed) implements Fact {}
}
