/// Active replication: who coordinates a client's operation, and how it is carried out at the owners of its key.
///
/// [CoordinatorMachine] is the entry: a table of requests in flight, each a small machine ([WriteMachine],
/// [ReadMachine], [LookMachine], [VoidMachine], [ForwardMachine]) that is gone when it has answered. A coordinator
/// talks to replicas, its own node's included, only by messages. Sources: DeCandia et al., "Dynamo" (2007), sections
/// 4.5 and 4.7; design decisions 8 to 10 and 17.
///
/// Invariants: an acknowledgement counts once per owner and only for the phase it was asked in; an answer leaves only
/// after W owners said "durable" (G1); two rounds are enough for a write without context (G3): the W owners that
/// acknowledge the first one have, together, seen every write that was acknowledged before.
/// What is not here: deciding what a replica does (`core.replica`), hints and sessions.
@NullMarked
package io.murmur.core.replicate;

import org.jspecify.annotations.NullMarked;
