package io.murmur.sim.gossip;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.Message;

/// The bytes of what gossip says, and back.
final class GossipBytes {

    private GossipBytes() {}

    static byte[] of(Message message, BytesWriter out) {
        switch ((GossipMessage) message) {
            case GossipMessage.Summary summary -> summary.writeTo(out.reset().u8(1));
            case GossipMessage.Digest digest -> digest.writeTo(out.reset().u8(2));
            case GossipMessage.Delta delta -> delta.writeTo(out.reset().u8(3));
        }
        return out.toByteArray();
    }

    static GossipMessage read(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        return switch (in.u8()) {
            case 1 -> GossipMessage.Summary.readFrom(in);
            case 2 -> GossipMessage.Digest.readFrom(in);
            default -> GossipMessage.Delta.readFrom(in);
        };
    }
}
