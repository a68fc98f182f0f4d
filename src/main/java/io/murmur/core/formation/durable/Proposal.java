package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;

/// One volume's one attempt to form a cluster. A vote is bound to it, so that a vote given to a volume that was
/// lost since counts for nobody else.
///
/// @param cluster the id the cluster will have
/// @param former the name of the node that proposes
/// @param formerId the volume of that node; a volume proposes once in its life
public record Proposal(ClusterId cluster, String former, NodeId formerId) {

    void writeTo(BytesWriter out) {
        cluster.writeTo(out);
        Texts.write(out, former);
        out.i64(formerId.bits());
    }

    static Proposal readFrom(BytesReader in) {
        return new Proposal(ClusterId.readFrom(in), Texts.read(in), new NodeId(in.i64()));
    }

    @Override
    public String toString() {
        return "cluster " + cluster + " proposed by node " + former + " with id " + formerId;
    }
}
