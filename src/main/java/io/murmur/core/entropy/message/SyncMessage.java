package io.murmur.core.entropy.message;

import io.murmur.core.machine.Message;
import java.util.List;

/// What nodes say about what their replicas hold.
public sealed interface SyncMessage extends Message
        permits SyncMessage.Announced, SyncMessage.Unpushed, SyncMessage.Pulled, SyncRequest, SyncReply {

    /// Chosen by who asks or tells, echoed in the reply.
    long correlation();

    /// What the sender holds of all the partitions it shares with the receiver, as one number. Nobody
    /// answers: who finds that it holds something else asks.
    ///
    /// @param sum of the items of [Scope.Shared]
    /// @param applied how many dots the sender has applied in these partitions: who has fewer probably lacks
    ///     something
    record Announced(long correlation, long sum, long applied) implements SyncMessage {}

    /// Of these partitions the sender holds events that it did not send to the receiver.
    ///
    /// @param correlation numbers what the sender tells this receiver, one after another
    record Unpushed(long correlation, List<Integer> partitions) implements SyncMessage {
        public Unpushed {
            partitions = List.copyOf(partitions);
        }
    }

    /// The sender has stored all that the receiver held when it told of it.
    ///
    /// @param correlation of the telling
    record Pulled(long correlation) implements SyncMessage {}
}
