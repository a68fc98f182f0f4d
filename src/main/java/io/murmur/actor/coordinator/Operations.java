package io.murmur.actor.coordinator;

import io.murmur.core.delay.Stretch;
import io.murmur.core.replicate.message.ClientOperation;
import java.util.List;

/// Where the doors hand in what clients want. Safe to call from any thread.
public interface Operations {

    /// Has `operation` carried out.
    ///
    /// @param timeoutMillis how long the client waits; afterwards the answer is a failure that says what is known
    /// @param asker answered exactly once, on a thread of the coordinators (or at once, on the caller's, when the
    ///     operation is refused for overload)
    void submit(ClientOperation operation, long timeoutMillis, Asker asker);

    /// Takes note of where the time of an operation went, from its arrival at the door to the delivery of its
    /// outcome. Called after the asker was answered, on any thread.
    ///
    /// @param path in any order
    default void delivered(ClientOperation operation, List<Stretch> path) {}
}
