package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;

/// Which report of `origin` somebody has.
public record Heading(NodeId origin, Version version) {

    /// So many bytes it takes at most.
    public static final int BYTES_MAX = Long.BYTES + Version.BYTES_MAX;

    static final int BYTES_MIN = Long.BYTES + Version.BYTES_MIN;

    void writeTo(BytesWriter out) {
        out.i64(origin.bits());
        version.writeTo(out);
    }

    static Heading readFrom(BytesReader in) {
        return new Heading(new NodeId(in.i64()), Version.readFrom(in));
    }
}
