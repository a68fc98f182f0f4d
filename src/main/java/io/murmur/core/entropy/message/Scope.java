package io.murmur.core.entropy.message;

import io.murmur.core.machine.NodeId;
import java.util.List;

/// Of what a digest is wanted: a level of the Merkle trees, below the nodes that were found to differ one
/// level above.
public sealed interface Scope {

    /// Of each partition that the one who is asked shares with `peer`: clock and root together.
    record Shared(NodeId peer) implements Scope {}

    /// Of each segment of these partitions.
    record Segments(List<Integer> partitions) implements Scope {
        public Segments {
            partitions = List.copyOf(partitions);
        }
    }

    /// Of each key in these segments.
    record Keys(List<Segment> segments) implements Scope {
        public Keys {
            segments = List.copyOf(segments);
        }
    }

    /// One segment of the tree of one partition.
    record Segment(int partition, int segment) {}
}
