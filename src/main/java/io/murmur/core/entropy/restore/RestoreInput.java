package io.murmur.core.entropy.restore;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaReply;

/// What restoring takes in.
public sealed interface RestoreInput extends Message {

    /// A row is not as it was written. Said as often as it is met.
    record Damaged(int partition, Key key) implements RestoreInput {}

    /// A replica answered; ignored if nobody has asked.
    record Replied(NodeId from, ReplicaReply reply) implements RestoreInput {}

    /// Time has passed.
    ///
    /// @param mayAct whether this node's replicas are whole: one that lost data gets back what others hold anyway
    record Ticked(boolean mayAct) implements RestoreInput {}
}
