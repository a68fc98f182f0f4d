package io.murmur.core.entropy.audit;

import io.murmur.core.ring.Placement;
import java.util.List;

/// What is to be verified.
///
/// @param placement who owns what
/// @param partitions those to look at, in order
/// @param reads whether each owner reads each of its rows, too
public record AuditPlan(Placement placement, List<Integer> partitions, boolean reads) {

    public AuditPlan {
        partitions = List.copyOf(partitions);
    }
}
