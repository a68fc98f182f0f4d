package io.murmur.cli.status;

import io.murmur.cli.command.Texts;
import io.murmur.door.http.status.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What is wrong, in plain words, the worst first.
final class Warnings {

    /// From this share of the guard on a clock is worth a word.
    private static final double GUARD_SHARE = 0.5;

    /// A pull takes milliseconds, and a repeated one a second.
    private static final double BEHIND_SECONDS = 5;

    private final ClusterPicture picture;
    private final List<String> found = new ArrayList<>();

    private Warnings(ClusterPicture picture) {
        this.picture = picture;
    }

    static List<String> of(ClusterPicture picture) {
        Warnings warnings = new Warnings(picture);
        warnings.look();
        return List.copyOf(warnings.found);
    }

    private void look() {
        for (ClusterPicture.Row row : picture.rows()) {
            if (row.status() == null) {
                String where =
                        row.address().isEmpty() || row.address().equals(row.name()) ? "" : " at " + row.address();
                found.add(row.name() + " does not answer" + where + ": " + row.silence());
            } else if (!row.isReady()) {
                NodeStatus.Self node = row.status().node();
                found.add(row.name() + " is not ready, it is " + node.state() + ": " + node.detail());
            } else if (row.status().members().stream().anyMatch(member -> member.self() && !member.answers())) {
                found.add(row.name() + " lost data: it applies writes, but neither acknowledges them nor answers reads;"
                        + " the other owners do");
            }
        }
        disagreement("the cluster they belong to", NodeStatus.Cluster::id);
        disagreement("the epoch of the placement", cluster -> String.valueOf(cluster.placementEpoch()));
        disagreement("the version of the settings", cluster -> String.valueOf(cluster.settingsVersion()));
        picture.answered().forEach(this::partitions);
        for (NodeStatus viewer : picture.answered()) {
            picture.rows().forEach(seen -> blindness(viewer, seen));
        }
        picture.answered().forEach(this::kept);
        picture.answered().forEach(this::disk);
        picture.answered().forEach(this::clock);
        picture.answered().forEach(this::integrity);
    }

    private void kept(NodeStatus status) {
        if (status.keys().kept() > 0) {
            found.add(status.node().name() + " keeps " + status.keys().kept() + " keys for owners that it could not"
                    + " reach; it brings them home when enough of those are back");
        }
    }

    /// Those who agree are named together.
    private void disagreement(String what, Function<NodeStatus.Cluster, String> value) {
        Map<String, List<String>> saying = new TreeMap<>();
        for (NodeStatus status : picture.answered()) {
            if (status.cluster() != null) {
                saying.computeIfAbsent(value.apply(status.cluster()), _ -> new ArrayList<>())
                        .add(status.node().name());
            }
        }
        if (saying.size() > 1) {
            List<String> sides = new ArrayList<>();
            saying.forEach((said, names) -> sides.add(and(names) + (names.size() == 1 ? " says " : " say ") + said));
            found.add("the nodes disagree about " + what + ": " + String.join(", ", sides));
        }
    }

    /// While a node is not ready, that is the message.
    private void partitions(NodeStatus status) {
        NodeStatus.Cluster cluster = status.cluster();
        NodeStatus.Partitions partitions = status.partitions();
        if (cluster == null || partitions == null || !status.node().isReady()) {
            return;
        }
        for (NodeStatus.Namespace namespace : cluster.namespaces()) {
            String what = namespace.sloppy() ? "need other nodes in the place of owners at " : "fail at ";
            String where = " of " + cluster.partitions() + " partitions " + what
                    + status.node().name() + " in namespace " + namespace.name() + ": it reaches fewer than ";
            int unwritable = partitions.withFewerThan(namespace.writeOwners());
            if (unwritable > 0) {
                found.add("writes to " + unwritable + where + "W=" + namespace.writeOwners() + " owners");
            }
            int unreadable = partitions.withFewerThan(namespace.readOwners());
            if (unreadable > 0) {
                found.add("reads from " + unreadable + where + "R=" + namespace.readOwners() + " owners");
            }
        }
    }

    /// A node that does not answer us either has its line already.
    private void blindness(NodeStatus viewer, ClusterPicture.Row seen) {
        NodeStatus.Member sight = ClusterPicture.sight(viewer, seen);
        String name = viewer.node().name();
        if (seen.status() == null || (sight != null && (sight.self() || sight.reachable()))) {
            return;
        }
        found.add(
                sight == null
                        ? name + " does not know " + seen.name()
                        : name + " has not reached " + seen.name() + " for " + Texts.span(sight.forSeconds()));
    }

    private void disk(NodeStatus status) {
        NodeStatus.Disk disk = status.disk();
        if (!disk.hasRoom()) {
            found.add(status.node().name() + " refuses writes: its disk has " + Texts.bytes(disk.freeBytes())
                    + " free, and keeps " + Texts.bytes(disk.reserveBytes()) + " in reserve");
        }
    }

    private void clock(NodeStatus status) {
        double lead = status.clock().leadSeconds();
        double guard = status.clock().guardSeconds();
        if (guard > 0 && lead > guard * GUARD_SHARE) {
            found.add("the clock of " + status.node().name() + " runs " + Texts.seconds(lead)
                    + " ahead of its peers'; from " + Texts.seconds(guard) + " on it refuses writes");
        }
    }

    private void integrity(NodeStatus status) {
        NodeStatus.Integrity integrity = status.integrity();
        if (integrity != null && integrity.flaws() > 0) {
            found.add(status.node().name() + " has met rows that are not as they were written, " + integrity.flaws()
                    + " times since its start; murmur verify names them");
        }
        if (integrity != null && integrity.behindSeconds() > BEHIND_SECONDS) {
            found.add("other owners have not fetched passive writes of "
                    + status.node().name() + " for " + Texts.span(integrity.behindSeconds())
                    + ": they are on its disk alone");
        }
    }

    private static String and(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
