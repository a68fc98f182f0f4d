/// The actors of one node's membership: [FormationActor] brings it into its cluster, and answers those who are not in
/// it yet; [MembershipActor] keeps it acquainted with the other members once it is formed.
///
/// Each wraps one core room of the same subject (`core.formation`, `core.membership`) and decides nothing itself.
/// They greet through a [Greeter], since before identities are known there are only addresses, and tell the node what
/// they find through listeners. Invariant: nothing that follows from a formation record leaves the node before the
/// record is durable. What is not here: frames and their transport, the wiring (`node`).
@NullMarked
package io.murmur.actor.membership;

import org.jspecify.annotations.NullMarked;
