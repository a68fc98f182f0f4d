package io.murmur.door.http;

import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.ring.Placement;
import io.murmur.door.http.status.Health;
import io.murmur.door.http.status.NodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the status document from what a node knows.
final class StatusReport {

    private static final double MILLIS_PER_SECOND = 1000;

    private final NodeView view;
    private final NodeView.Identity identity;
    private final NodeView.Readiness readiness;
    private final List<NodeView.Member> members;

    private StatusReport(NodeView view) {
        this.view = view;
        this.identity = view.identity();
        this.readiness = view.readiness();
        this.members = view.members();
    }

    /// @param withPartitions whether each partition is listed
    static NodeStatus of(NodeView view, boolean withPartitions) {
        return new StatusReport(view).make(withPartitions);
    }

    private NodeStatus make(boolean withPartitions) {
        NodeView.Agreement agreement = view.agreement();
        return new NodeStatus(
                NodeStatus.FORMAT,
                self(),
                agreement == null ? null : cluster(agreement),
                members.stream()
                        .map(this::member)
                        .sorted(Comparator.comparing(NodeStatus.Member::name))
                        .toList(),
                agreement == null ? null : partitions(agreement.placement(), withPartitions),
                view.keys(),
                view.traffic(),
                view.droppedFrames(),
                view.disk(),
                view.storage(),
                view.clock(),
                view.integrity());
    }

    private NodeStatus.Self self() {
        return new NodeStatus.Self(
                identity.name(),
                identity.id().toString(),
                HexFormat.of().toHexDigits(identity.incarnation()),
                HexFormat.of().toHexDigits(identity.boot()),
                identity.version(),
                text(readiness.state()),
                readiness.detail(),
                view.uptimeMillis() / MILLIS_PER_SECOND);
    }

    static Health health(NodeView.Readiness readiness) {
        return new Health(readiness.isReady(), text(readiness.state()), readiness.detail());
    }

    static String text(NodeView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static NodeStatus.Cluster cluster(NodeView.Agreement agreement) {
        List<NodeStatus.Namespace> namespaces = new ArrayList<>();
        namespaces.add(namespace(agreement.namespaces().fallback()));
        agreement.namespaces().named().forEach(named -> namespaces.add(namespace(named)));
        Placement placement = agreement.placement();
        return new NodeStatus.Cluster(
                agreement.cluster().toString(),
                agreement.settingsVersion(),
                placement.epoch(),
                placement.replicas(),
                placement.partitions().count(),
                namespaces);
    }

    private static NodeStatus.Namespace namespace(Namespace namespace) {
        return new NodeStatus.Namespace(
                namespace.name(),
                namespace.writeOwners(),
                namespace.readOwners(),
                namespace.protocol().name().toLowerCase(Locale.ROOT),
                namespace.sloppy());
    }

    private NodeStatus.Member member(NodeView.Member member) {
        return new NodeStatus.Member(
                member.name(),
                member.id() == null ? null : member.id().toString(),
                member.address(),
                member.redisDoor(),
                member.httpDoor(),
                identity.id().equals(member.id()),
                member.reachable(),
                member.answers(),
                member.forMillis() / MILLIS_PER_SECOND,
                member.pekko(),
                member.heard());
    }

    private NodeStatus.Partitions partitions(Placement placement, boolean withEach) {
        Set<NodeId> available = availableNodes();
        Names names = new Names(members);
        Map<Integer, Integer> byAvailable = new TreeMap<>();
        List<NodeStatus.Partition> each = new ArrayList<>();
        int owned = 0;
        int ownedFirst = 0;
        for (int partition = 0; partition < placement.partitions().count(); partition++) {
            List<NodeId> owners = placement.ownersOf(partition);
            int owning = (int) owners.stream().filter(available::contains).count();
            byAvailable.merge(owning, 1, Integer::sum);
            owned += owners.contains(identity.id()) ? 1 : 0;
            ownedFirst += owners.getFirst().equals(identity.id()) ? 1 : 0;
            if (withEach) {
                List<String> shown = owners.stream().map(names::of).toList();
                each.add(new NodeStatus.Partition(partition, placement.epochOf(partition), shown, owning));
            }
        }
        return new NodeStatus.Partitions(owned, ownedFirst, byAvailable, withEach ? each : null);
    }

    private Set<NodeId> availableNodes() {
        Set<NodeId> available = new TreeSet<>();
        for (NodeView.Member member : members) {
            NodeId id = member.id();
            boolean there = id != null && (id.equals(identity.id()) ? readiness.isReady() : member.reachable());
            if (there && member.answers()) {
                available.add(id);
            }
        }
        return available;
    }
}
