package io.murmur.core.version;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import java.util.HexFormat;

/// Who writes: a node in one incarnation.
///
/// The incarnation is 64 random bits and changes whenever data of the node may have been lost or rolled back, so that
/// a counter that started again can never name an old event (G9, riak_kv #679). Ordered unsigned, node first.
public record ActorId(NodeId node, long incarnation) implements Comparable<ActorId> {

    /// Bytes of the binary form.
    public static final int BYTES = 16;

    public void writeTo(BytesWriter out) {
        out.i64(node.bits()).i64(incarnation);
    }

    public static ActorId readFrom(BytesReader in) {
        return new ActorId(new NodeId(in.i64()), in.i64());
    }

    @Override
    public int compareTo(ActorId other) {
        int byNode = node.compareTo(other.node);
        return byNode != 0 ? byNode : Long.compareUnsigned(incarnation, other.incarnation);
    }

    @Override
    public String toString() {
        return node + "~" + HexFormat.of().toHexDigits(incarnation);
    }
}
