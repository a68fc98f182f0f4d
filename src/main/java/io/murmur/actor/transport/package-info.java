/// Frames of other nodes: taken in, judged, and their messages handed to whoever handles them.
///
/// Entry: [io.murmur.actor.transport.FrameActor], the one well-known actor of a node
/// ([io.murmur.actor.transport.FrameActor#PATH]). What is not here: what leaves a node ([io.murmur.actor.Outbox]).
@NullMarked
package io.murmur.actor.transport;

import org.jspecify.annotations.NullMarked;
