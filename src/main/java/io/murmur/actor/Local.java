package io.murmur.actor;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;

/// This node's own actors, seen as a destination of messages. Safe to call from any thread.
public interface Local {

    /// Hands `message` to whoever handles its kind.
    ///
    /// @param from the node it comes from, possibly this one
    /// @return false if too much waits there: it was not taken, see [Overload]
    boolean deliver(NodeId from, Message message);
}
