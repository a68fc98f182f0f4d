package io.murmur.core.delay;

import io.murmur.core.machine.NodeId;
import java.util.List;

/// A part of the way of one operation.
///
/// @param node where it was; of a [Stage#LINK] the far end
/// @param nanos how long it took, not negative
public record Stretch(Stage stage, NodeId node, long nanos) {

    /// Appends a stretch, unless it took no time.
    public static void add(List<Stretch> path, Stage stage, NodeId node, long nanos) {
        if (nanos != 0) {
            path.add(new Stretch(stage, node, nanos));
        }
    }
}
