package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A formed cluster, as every member keeps it.
///
/// @param cluster its identity
/// @param terms what its nodes agreed on when it was formed
/// @param members who belongs to it, by name ascending; names and ids are both unique
/// @param placement which of them owns which partition
/// @param settingsVersion of the namespaces' settings; 1 when formed
public record Formed(
        ClusterId cluster, ClusterTerms terms, List<Member> members, Placement placement, long settingsVersion) {

    /// One row of the table of names.
    public record Member(String name, NodeId node) {}

    public Formed {
        members = List.copyOf(members);
        String flaw = flaw(members, placement);
        Invariant.check(flaw == null, () -> String.valueOf(flaw));
    }

    private static @Nullable String flaw(List<Member> members, Placement placement) {
        TreeSet<NodeId> ids = new TreeSet<>();
        for (int at = 0; at < members.size(); at++) {
            if (at > 0 && members.get(at - 1).name().compareTo(members.get(at).name()) >= 0) {
                return "the members of a cluster have different names, ascending";
            }
            ids.add(members.get(at).node());
        }
        if (ids.size() != members.size()) {
            return "the members of a cluster have different ids";
        }
        return ids.containsAll(placement.nodes()) ? null : "every owner of a partition is a member of its cluster";
    }

    /// The first table of a cluster of `members`.
    public static Formed first(ClusterId cluster, ClusterTerms terms, List<Member> members) {
        List<Member> sorted =
                members.stream().sorted(Comparator.comparing(Member::name)).toList();
        List<NodeId> ids = sorted.stream().map(Member::node).toList();
        Placement placement = Planner.plan(null, ids, new Partitions(terms.partitions()), terms.replicas());
        return new Formed(cluster, terms, sorted, placement, 1);
    }

    /// The id the table has for `name`; null if it has none.
    public @Nullable NodeId idOf(String name) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return member.node();
            }
        }
        return null;
    }

    /// The name the table has for `node`; null if it has none.
    public @Nullable String nameOf(NodeId node) {
        for (Member member : members) {
            if (member.node().equals(node)) {
                return member.name();
            }
        }
        return null;
    }

    void writeTo(BytesWriter out) {
        cluster.writeTo(out);
        terms.writeTo(out);
        out.varint(members.size());
        for (Member member : members) {
            Texts.write(out, member.name());
            out.i64(member.node().bits());
        }
        out.bytes(placement.encode()).varint(settingsVersion);
    }

    static Formed readFrom(BytesReader in) {
        ClusterId cluster = ClusterId.readFrom(in);
        ClusterTerms terms = ClusterTerms.readFrom(in);
        int count = in.count(ClusterTerms.NODES_MAX);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Member(Texts.read(in), new NodeId(in.i64())));
        }
        Placement placement = Placement.decode(in.bytes());
        String flaw = flaw(members, placement);
        if (flaw != null) {
            throw new MalformedBytes(flaw);
        }
        return new Formed(cluster, terms, members, placement, in.varint());
    }
}
