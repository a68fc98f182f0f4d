package io.murmur.actor.coordinator;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import java.util.function.Consumer;

/// Where the doors hand in what clients want. Safe to call from any thread.
public interface Operations {

    /// Has `operation` carried out.
    ///
    /// @param timeoutMillis how long the client waits; afterwards the answer is a failure that says what is known
    /// @param answer called exactly once, on a thread of the coordinators (or at once, on the caller's, when the
    ///     operation is refused for overload): it must neither block nor throw
    void submit(ClientOperation operation, long timeoutMillis, Consumer<Outcome> answer);
}
