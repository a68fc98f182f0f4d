package io.murmur.wire;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.ring.ClusterId;
import org.jspecify.annotations.Nullable;

/// What a frame says about itself, for all of its messages.
///
/// @param cluster the sender's cluster, [ClusterId#NONE] if it has none yet
/// @param sender the node that made the frame
/// @param target the node it is for, as the sender knows it; null for a greeting: whoever listens at the address
/// @param settingsVersion the version of the namespaces' settings the sender works with (design decision 13)
/// @param hybridTime reading of the sender's hybrid clock, see [io.murmur.core.version.HybridTime]
public record FrameHeader(
        ClusterId cluster, Peer sender, @Nullable Peer target, long settingsVersion, long hybridTime) {

    static final int FLAG_TARGET = 1;
    static final int FLAGS_KNOWN = FLAG_TARGET;

    /// Whether only messages for [io.murmur.wire.message.Audience#ANYONE] may be in the frame.
    public boolean isGreeting() {
        return target == null || cluster.isNone();
    }

    int flags() {
        return target == null ? 0 : FLAG_TARGET;
    }

    void writeTo(BytesWriter out) {
        cluster.writeTo(out);
        writePeer(sender, out);
        if (target != null) {
            writePeer(target, out);
        }
        out.i64(settingsVersion).i64(hybridTime);
    }

    static FrameHeader readFrom(BytesReader in, int flags) {
        ClusterId cluster = ClusterId.readFrom(in);
        Peer sender = readPeer(in);
        Peer target = (flags & FLAG_TARGET) == 0 ? null : readPeer(in);
        return new FrameHeader(cluster, sender, target, in.i64(), in.i64());
    }

    private static void writePeer(Peer peer, BytesWriter out) {
        out.i64(peer.node().bits()).i64(peer.incarnation()).i64(peer.boot());
    }

    private static Peer readPeer(BytesReader in) {
        return new Peer(new NodeId(in.i64()), in.i64(), in.i64());
    }
}
