package io.murmur.core.entropy;

import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaReply;

/// What happens to a node's exchanges.
public sealed interface ExchangeInput {

    /// Another node told what it holds.
    record Announced(NodeId from, SyncMessage.Announced announcement) implements ExchangeInput {}

    /// A node, this one included, answered.
    record Answered(NodeId from, SyncReply reply) implements ExchangeInput {}

    /// A replica of this node took in what was fetched, or did not.
    record Stored(ReplicaReply reply) implements ExchangeInput {}

    /// Time has passed.
    ///
    /// @param sourcesNeeded how many peers this node has to catch up with because it lost data; 0 if it lost
    /// none
    record Ticked(int sourcesNeeded) implements ExchangeInput {}
}
