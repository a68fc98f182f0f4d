package io.murmur.actor;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.wire.Timing;

/// This node's own actors, seen as a destination of messages. Safe to call from any thread.
public interface Local {

    /// Hands `message` to whoever handles its kind.
    ///
    /// @param from the node it comes from, possibly this one
    /// @param timing what waits longer than it says is dropped; of an answer, how long the question was there
    /// @return false if too much waits there: it was not taken, see [Overload]
    boolean deliver(NodeId from, Message message, Timing timing);

    /// Hands over what is to be carried out however long it waits for its turn.
    default boolean deliver(NodeId from, Message message) {
        return deliver(from, message, Timing.NONE);
    }
}
