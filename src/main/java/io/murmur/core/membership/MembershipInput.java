package io.murmur.core.membership;

import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.machine.NodeId;
import java.util.List;

/// What the membership of a node is told.
public sealed interface MembershipInput {

    /// The node is formed and can be reached. First, and once.
    ///
    /// @param volume this node's own, as in [Ticked]
    record Started(VolumeReport volume) implements MembershipInput {}

    /// A hello came, from whomever.
    ///
    /// @param senderWallMillis the sender's wall clock when it said it; a reading that other clocks may have pushed
    ///     ahead hides how far this node is ahead
    record HelloHeard(Hello hello, long senderWallMillis) implements MembershipInput {}

    /// Frames of these nodes were accepted. Worth telling once per drained mailbox, not once per frame.
    record FramesHeard(List<NodeId> senders) implements MembershipInput {
        public FramesHeard {
            senders = List.copyOf(senders);
        }
    }

    /// This node has joined the Pekko cluster, or has left it.
    record TransportChanged(boolean joined) implements MembershipInput {}

    /// Time has passed: said several times within [MembershipLimits#helloMillis].
    ///
    /// @param volume this node's own; it answers unless it lost data
    record Ticked(VolumeReport volume) implements MembershipInput {}
}
