/// Gossip under faults, from one seed, and how fast it is among many. Entries: [GossipSimulation], [Spread].
@NullMarked
package io.murmur.sim.gossip;

import org.jspecify.annotations.NullMarked;
