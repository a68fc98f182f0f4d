package io.murmur.core.entropy.message;

import io.murmur.core.machine.Message;

/// What nodes say about what their replicas hold.
public sealed interface SyncMessage extends Message permits SyncMessage.Announced, SyncRequest, SyncReply {

    /// Chosen by who asks, echoed in the reply.
    long correlation();

    /// What the sender holds of all the partitions it shares with the receiver, as one number. Nobody
    /// answers: who finds that it holds something else asks.
    ///
    /// @param sum of the items of [Scope.Shared]
    /// @param applied how many dots the sender has applied in these partitions: who has fewer probably lacks
    ///     something
    record Announced(long correlation, long sum, long applied) implements SyncMessage {}
}
