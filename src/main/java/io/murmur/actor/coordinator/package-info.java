/// The coordinators of a node: actors that carry out the operations of clients at the owners of their keys.
///
/// Each wraps one [io.murmur.core.replicate.CoordinatorMachine]. Entry: [io.murmur.actor.coordinator.Operations], the
/// doors' only way in. What is not here: the protocol itself (`core.replicate`), bytes of clients (`door`).
@NullMarked
package io.murmur.actor.coordinator;

import org.jspecify.annotations.NullMarked;
