package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;

/// How far a volume has come. Only what is durable is ever told to others.
public sealed interface Standing {

    /// Nothing has happened to this volume yet.
    record Blank() implements Standing {}

    /// This volume offers to form a cluster, and with that has given itself its one vote.
    record Proposed(Proposal proposal, ClusterTerms terms) implements Standing {}

    /// This volume has given its one vote. It can become a member of that cluster, and of no other.
    record Voted(Proposal proposal, ClusterTerms terms) implements Standing {}

    /// This volume came too late: a cluster is formed, and in it this node's name belongs to a volume that is
    /// missing. It never helps to form another.
    ///
    /// @param missing the id this node has in that cluster
    record Barred(ClusterId cluster, NodeId missing) implements Standing {}

    /// This volume is in a cluster.
    record Member(Formed formed) implements Standing {}

    default void writeTo(BytesWriter out) {
        switch (this) {
            case Blank _ -> out.u8(Tags.BLANK);
            case Proposed(var proposal, var terms) -> {
                proposal.writeTo(out.u8(Tags.PROPOSED));
                terms.writeTo(out);
            }
            case Voted(var proposal, var terms) -> {
                proposal.writeTo(out.u8(Tags.VOTED));
                terms.writeTo(out);
            }
            case Barred(var cluster, var missing) -> {
                cluster.writeTo(out.u8(Tags.BARRED));
                out.i64(missing.bits());
            }
            case Member(var formed) -> formed.writeTo(out.u8(Tags.MEMBER));
        }
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws MalformedBytes when the bytes are not a standing
    static Standing readFrom(BytesReader in) {
        int tag = in.u8();
        return switch (tag) {
            case Tags.BLANK -> new Blank();
            case Tags.PROPOSED -> new Proposed(Proposal.readFrom(in), ClusterTerms.readFrom(in));
            case Tags.VOTED -> new Voted(Proposal.readFrom(in), ClusterTerms.readFrom(in));
            case Tags.BARRED -> new Barred(ClusterId.readFrom(in), new NodeId(in.i64()));
            case Tags.MEMBER -> new Member(Formed.readFrom(in));
            default -> throw new MalformedBytes("standings of kind " + tag + " are not known to this version");
        };
    }

    /// The first byte of each kind.
    final class Tags {
        static final int BLANK = 0;
        static final int PROPOSED = 1;
        static final int VOTED = 2;
        static final int BARRED = 3;
        static final int MEMBER = 4;

        private Tags() {}
    }
}
