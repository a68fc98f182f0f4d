package io.murmur.core.entropy.handoff;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaReply;

/// What handoff takes in.
public sealed interface HandoffInput extends Message {

    /// A replica answered; ignored if nobody has asked.
    record Replied(NodeId from, ReplicaReply reply) implements HandoffInput {}

    /// A node, this one included, told what it holds; ignored if nobody has asked.
    record Told(NodeId from, SyncReply reply) implements HandoffInput {}

    /// Time has passed.
    ///
    /// @param mayAct whether this node may speak of what it holds: not while it lacks data
    record Ticked(boolean mayAct) implements HandoffInput {}
}
