/// What all actors of a node share: the one place that carries outputs out, inboxes that are drained whole, and the
/// outbox that makes one frame for each destination of what a drained inbox had to say (design decision 17).
///
/// Data travels by node id, never by actor reference (design decision 5): [Local] hands a message to this node's own
/// actors, [PeerBook] knows where the others are. What is not here: what messages mean (`core`), their bytes (`wire`),
/// who wires the actors (`node`).
@NullMarked
package io.murmur.actor;

import org.jspecify.annotations.NullMarked;
