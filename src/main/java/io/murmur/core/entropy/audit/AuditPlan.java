package io.murmur.core.entropy.audit;

import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.Placement;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is to be verified.
///
/// @param placement who owns what
/// @param partitions those to look at, in order
/// @param reads whether each owner reads each of its rows, too
/// @param away nodes that are not asked, since they are known not to answer: they count as silent
public record AuditPlan(Placement placement, List<Integer> partitions, boolean reads, Set<NodeId> away) {

    public AuditPlan {
        partitions = List.copyOf(partitions);
        away = Collections.unmodifiableSet(new TreeSet<>(away));
    }
}
