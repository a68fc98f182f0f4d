package io.murmur.core.gossip;

import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.NodeId;

/// What happens to the gossip of a node.
public sealed interface GossipInput {

    /// A round has passed, and the node is doing so.
    record Ticked(Condition condition) implements GossipInput {}

    /// Another node said something.
    record Told(NodeId from, GossipMessage message) implements GossipInput {}

    /// The cluster has other members now.
    record MembersChanged(Members members) implements GossipInput {}
}
