package io.murmur.core.entropy.purge;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.ReplicaReply;

/// What happens to the purging of a node.
public sealed interface PurgeInput {

    /// A replica of this node holds nothing but deletes of a key.
    record Died(ReplicaNotice.KeyDied key) implements PurgeInput {}

    /// Values in a replica of this node will end.
    record Ends(ReplicaNotice.KeyEnds key) implements PurgeInput {}

    /// A replica, of this node or another, answered.
    record Replied(NodeId from, ReplicaReply reply) implements PurgeInput {}

    /// This node listed dead keys.
    record Listed(SyncReply reply) implements PurgeInput {}

    /// Time has passed.
    ///
    /// @param mayAct whether this node speaks for its partitions: not while it lacks data
    record Ticked(boolean mayAct) implements PurgeInput {}
}
