/// Sessions in the sense of Terry et al., "Session Guarantees for Weakly Consistent Replicated Data" (1994): what a
/// client has seen, and that it is never shown less afterwards, whichever node it asks.
///
/// The door keeps what was seen, and sends it along; owners and coordinators see to it (`core.replicate`).
/// Entry classes: [io.murmur.door.redis.causal.CausalSession], [io.murmur.door.redis.causal.SessionToken].
@NullMarked
package io.murmur.door.redis.causal;

import org.jspecify.annotations.NullMarked;
