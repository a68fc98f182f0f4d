package io.murmur.node.transport;

import io.murmur.actor.Local;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.wire.Timing;
import org.jspecify.annotations.Nullable;

/// Stands for the node's own actors before they are there: what comes before [#open] is refused as overload, since
/// nobody here has a place in a cluster yet. Thread-safe.
public final class LocalExchange implements Local {

    private volatile @Nullable Local open;

    public void open(Local actors) {
        open = actors;
    }

    @Override
    public boolean deliver(NodeId from, Message message, Timing timing) {
        Local actors = open;
        return actors != null && actors.deliver(from, message, timing);
    }
}
