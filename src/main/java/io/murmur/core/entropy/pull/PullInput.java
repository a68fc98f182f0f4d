package io.murmur.core.entropy.pull;

import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.List;

/// What happens to the pulls of a node.
public sealed interface PullInput {

    /// Something is durable in these partitions of this node that was not sent to other owners.
    record Written(List<Integer> partitions) implements PullInput {
        public Written {
            partitions = List.copyOf(partitions);
        }
    }

    /// Another owner has something this node may lack.
    record Told(NodeId from, SyncMessage.Unpushed telling) implements PullInput {}

    /// Another owner has fetched what it was told of.
    record Confirmed(NodeId from, SyncMessage.Pulled pulled) implements PullInput {}

    /// A node, this one included, answered.
    record Answered(NodeId from, SyncReply reply) implements PullInput {}

    /// A replica of this node took in what was fetched, or did not.
    record Stored(ReplicaReply reply) implements PullInput {}

    /// Time has passed.
    record Ticked() implements PullInput {}
}
