package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.PeerMessage;

/// What happens to a coordinator.
public sealed interface CoordinatorInput {

    /// A client of this node asks.
    ///
    /// @param ticket comes back with the answer
    /// @param timeoutMillis how long the client waits, a duration
    record Submitted(long ticket, ClientOperation operation, long timeoutMillis) implements CoordinatorInput {}

    /// A replica, of this node or another, replied.
    record Replied(NodeId from, ReplicaReply reply) implements CoordinatorInput {}

    /// Another coordinator handed an operation over, or sends the result of one handed to it.
    record PeerSpoke(NodeId from, PeerMessage message) implements CoordinatorInput {}

    /// A replica of this node skipped counters.
    record VoidFound(ReplicaEvent.GapVoided gap) implements CoordinatorInput {}

    /// Time has passed; comes about every [ReplicationLimits#tickMillis].
    record Ticked() implements CoordinatorInput {}
}
