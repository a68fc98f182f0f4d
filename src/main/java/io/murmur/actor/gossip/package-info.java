/// The gossip of a node: one actor that says how it is doing, and keeps what it hears of the others.
///
/// Wraps [io.murmur.core.gossip.GossipMachine]. Entry: [io.murmur.actor.gossip.GossipActor]; what it knows is on the
/// [io.murmur.actor.gossip.GossipBoard]. What is not here: the protocol (`core.gossip`), who is reachable
/// (`actor.membership`).
@NullMarked
package io.murmur.actor.gossip;

import org.jspecify.annotations.NullMarked;
