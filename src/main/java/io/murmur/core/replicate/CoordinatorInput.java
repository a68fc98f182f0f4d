package io.murmur.core.replicate;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
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
    /// @param itinerary where it is noted where the time goes; concluded when the answer is given
    record Submitted(long ticket, ClientOperation operation, long timeoutMillis, Itinerary itinerary)
            implements CoordinatorInput {}

    /// A replica, of this node or another, replied.
    record Replied(NodeId from, ReplicaReply reply, Stay stay) implements CoordinatorInput {}

    /// Another coordinator handed an operation over, or sends the result of one handed to it.
    ///
    /// @param stay when it came, and of a result how long the operation was there
    record PeerSpoke(NodeId from, PeerMessage message, Stay stay) implements CoordinatorInput {}

    /// A replica of this node skipped counters.
    record VoidFound(ReplicaEvent.GapVoided gap) implements CoordinatorInput {}

    /// Time has passed; comes about every [ReplicationLimits#tickMillis].
    record Ticked() implements CoordinatorInput {}
}
