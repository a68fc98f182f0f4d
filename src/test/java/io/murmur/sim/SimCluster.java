package io.murmur.sim;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.Namespace;
import io.murmur.core.replica.Namespaces;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import io.murmur.core.value.ConflictRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What all nodes of a run share: names, placement, namespaces, the switches of the run.
record SimCluster(
        World world,
        Options options,
        Safeguards safeguards,
        History history,
        List<NodeId> ids,
        Placement placement,
        Namespaces namespaces) {

    static SimCluster draw(World world, Options options, Safeguards safeguards) {
        SplittableRandom random = world.stream();
        List<NodeId> ids = new ArrayList<>();
        for (int node = 0; node < options.nodes(); node++) {
            ids.add(new NodeId(random.nextLong()));
        }
        Partitions partitions = new Partitions(options.partitions());
        Namespace namespace = new Namespace(
                "default", options.writeOwners(), options.readOwners(), ConflictRule.SIBLINGS, options.synced());
        return new SimCluster(
                world,
                options,
                safeguards,
                new History(partitions),
                ids,
                Planner.plan(null, ids, partitions, options.replicas()),
                new Namespaces(namespace, List.of()));
    }

    int indexOf(NodeId node) {
        return ids.indexOf(node);
    }
}
