package io.murmur.actor;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.wire.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// Where the other nodes are, and in which incarnation and start they were last heard of. Replaced whole by membership,
/// read by every outbox. Thread-safe.
public final class PeerBook {

    /// One node that can be written to.
    ///
    /// @param mailbox its well-known actor, by path: it stays the same when the process there is another one
    public record Entry(Peer peer, ActorRef<Frame> mailbox) {}

    private volatile Map<NodeId, Entry> entries = Collections.emptyMap();

    public void replace(Map<NodeId, Entry> known) {
        entries = Collections.unmodifiableMap(new TreeMap<>(known));
    }

    /// Null while the node has not introduced itself to this process.
    public @Nullable Entry find(NodeId node) {
        return entries.get(node);
    }
}
