/// Who of a formed cluster is there: hellos between its members, and what is made of them.
///
/// Every member says hello to every other at a steady pace (all to all: clusters are small), checks each hello it
/// hears ([io.murmur.core.formation.hello.HelloCheck], guarantee G9), and publishes a [MembershipView] whenever what
/// it believes has changed. Three uses: routing and hints ask who is reachable; frames are addressed to the
/// incarnation and boot learned here; minting stops while this node's clock is ahead (design decision 8).
///
/// Invariants: a peer is known only by an accepted hello; a process is never replaced by another on the same volume
/// while the first is still speaking. Reachability and clocks are hints and never part of a safety argument: nothing
/// becomes wrong when a view is, only slower, or refused. Entry class: [MembershipMachine]. What is not here: how a
/// cluster comes about (`core.formation`), who owns what (`core.ring`).
@NullMarked
package io.murmur.core.membership;

import org.jspecify.annotations.NullMarked;
