package io.murmur.cli.status;

import io.murmur.cli.command.TextTable;
import io.murmur.cli.command.Texts;
import io.murmur.door.http.status.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The picture as text for people: what is wrong, then the nodes, then who sees whom.
final class StatusReading {

    private static final int ID_DIGITS = 8;
    private static final String UNKNOWN = "?";

    private StatusReading() {}

    static String text(ClusterPicture picture) {
        StringBuilder text = new StringBuilder();
        List<String> warnings = Warnings.of(picture);
        warnings.forEach(warning -> text.append("! ").append(warning).append('\n'));
        if (picture.answered().isEmpty()) {
            return text.append("No node answered.\n").toString();
        }
        if (warnings.isEmpty()) {
            int count = picture.rows().size();
            text.append(count == 1 ? "The only node is ready.\n" : "All " + count + " nodes are ready.\n");
        }
        return text.append('\n')
                .append(cluster(picture))
                .append(nodes(picture))
                .append('\n')
                .append(sights(picture))
                .append(gossip(picture))
                .toString();
    }

    private static String cluster(ClusterPicture picture) {
        for (NodeStatus status : picture.answered()) {
            NodeStatus.Cluster cluster = status.cluster();
            if (cluster != null) {
                StringBuilder text = new StringBuilder("Cluster " + cluster.id() + ": " + cluster.partitions()
                        + " partitions with " + cluster.owners()
                        + (cluster.owners() == 1 ? " owner each" : " owners each"));
                cluster.namespaces()
                        .forEach(namespace -> text.append(", ")
                                .append(namespace.name())
                                .append(" W=")
                                .append(namespace.writeOwners())
                                .append(" R=")
                                .append(namespace.readOwners())
                                .append("passive".equals(namespace.protocol()) ? " passive" : "")
                                .append(namespace.sloppy() ? " sloppy" : ""));
                return text.append("\n\n").toString();
            }
        }
        return "";
    }

    private static String nodes(ClusterPicture picture) {
        TextTable table = new TextTable();
        table.row(List.of("node", "state", "id", "epoch", "keys", "reads/s", "writes/s", "disk free"));
        picture.rows().forEach(row -> table.row(node(row)));
        double reads = 0;
        double writes = 0;
        long keys = 0;
        for (NodeStatus status : picture.answered()) {
            reads += status.traffic().readsPerSecond();
            writes += status.traffic().writesPerSecond();
            keys += status.keys().ownedFirst();
        }
        // Keys whose first owner does not answer are not in the sum.
        boolean complete = picture.answered().size() == picture.rows().size();
        table.row(
                List.of("all", "", "", "", (complete ? "" : ">= ") + keys, Texts.rate(reads), Texts.rate(writes), ""));
        return table.text();
    }

    private static List<String> node(ClusterPicture.Row row) {
        NodeStatus status = row.status();
        if (status == null) {
            return List.of(row.name(), "no answer", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
        }
        NodeStatus.Cluster cluster = status.cluster();
        return List.of(
                row.name(),
                status.node().state(),
                status.node()
                        .id()
                        .substring(0, Math.min(ID_DIGITS, status.node().id().length())),
                cluster == null ? "-" : String.valueOf(cluster.placementEpoch()),
                String.valueOf(status.keys().owned()),
                Texts.rate(status.traffic().readsPerSecond()),
                Texts.rate(status.traffic().writesPerSecond()),
                Texts.bytes(status.disk().freeBytes()) + (status.disk().hasRoom() ? "" : ", full"));
    }

    private static String sights(ClusterPicture picture) {
        TextTable table = new TextTable();
        List<String> head = new ArrayList<>(List.of("sees"));
        picture.rows().forEach(row -> head.add(row.name()));
        table.row(head);
        for (ClusterPicture.Row viewer : picture.rows()) {
            List<String> cells = new ArrayList<>(List.of(viewer.name()));
            for (ClusterPicture.Row seen : picture.rows()) {
                cells.add(sight(viewer.status(), seen));
            }
            table.row(cells);
        }
        return table.text();
    }

    /// What nodes said of themselves and others have heard, so also of nodes that do not answer here.
    private static String gossip(ClusterPicture picture) {
        TextTable table = new TextTable();
        table.row(List.of("by gossip", "heard", "from", "ops/s", "in flight", "disk free", "round trip"));
        boolean any = false;
        for (ClusterPicture.Row row : picture.rows()) {
            Gossip newest = Gossip.newestOf(picture, row);
            any |= newest != null;
            table.row(newest == null ? List.of(row.name(), "nothing") : newest.cells(row));
        }
        return any ? "\n" + table.text() : "";
    }

    private static String sight(@Nullable NodeStatus viewer, ClusterPicture.Row seen) {
        if (viewer == null) {
            return UNKNOWN;
        }
        NodeStatus.Member member = ClusterPicture.sight(viewer, seen);
        if (member == null) {
            return "unknown";
        }
        if (member.self()) {
            return "-";
        }
        if (member.reachable()) {
            return "yes";
        }
        // Pekko does not talk to a node that it has declared down until that node joins again.
        return member.pekko().equals("down") ? "down" : "no since " + Texts.span(member.forSeconds());
    }
}
