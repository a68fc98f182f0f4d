package io.murmur.actor.coordinator;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;

/// Told of every operation that ended. Must neither block nor throw.
@FunctionalInterface
public interface OperationWatch {

    /// An operation has its outcome.
    ///
    /// @param nanos from the door's hand-over to the answer
    void ended(ClientOperation operation, Outcome outcome, long nanos);
}
