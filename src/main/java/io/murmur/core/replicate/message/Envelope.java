package io.murmur.core.replicate.message;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;

/// A message with whom it is from and whom it is for.
///
/// @param target the node it is meant for, in the incarnation the sender knew
public record Envelope(Peer sender, Peer target, Message message) {

    /// A node as its peers know it.
    ///
    /// @param incarnation as in [io.murmur.core.version.ActorId]
    /// @param boot random per start of the process
    public record Peer(NodeId node, long incarnation, long boot) {}
}
