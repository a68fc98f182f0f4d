package io.murmur.cli.status;

import io.murmur.cli.command.Texts;
import io.murmur.door.http.status.NodeStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one of the nodes that answered has heard of a node, which may be one that did not. Immutable.
///
/// @param viewer who has heard it
record Gossip(NodeStatus viewer, NodeStatus.Heard heard) {

    /// The newest that another node has heard of one; null if none has.
    static @Nullable Gossip newestOf(ClusterPicture picture, ClusterPicture.Row row) {
        Gossip newest = null;
        for (NodeStatus viewer : picture.answered()) {
            NodeStatus.Member seen = ClusterPicture.sight(viewer, row);
            NodeStatus.Heard heard = seen == null || seen.self() ? null : seen.heard();
            if (heard != null
                    && (newest == null || heard.ageSeconds() < newest.heard().ageSeconds())) {
                newest = new Gossip(viewer, heard);
            }
        }
        return newest;
    }

    List<String> cells(ClusterPicture.Row row) {
        Double roundTrip = roundTripTo(row.name());
        return List.of(
                row.name(),
                Texts.span(heard.ageSeconds()) + " ago",
                viewer.node().name(),
                String.valueOf(heard.operationsPerSecond()),
                String.valueOf(heard.inFlight()),
                Texts.bytes(heard.freeDiskBytes()),
                roundTrip == null ? "?" : Texts.seconds(roundTrip));
    }

    /// As the viewer has measured it.
    private @Nullable Double roundTripTo(String name) {
        for (NodeStatus.Member member : viewer.members()) {
            NodeStatus.Heard own = member.self() ? member.heard() : null;
            if (own != null) {
                return own.roundTripSeconds().get(name);
            }
        }
        return null;
    }
}
