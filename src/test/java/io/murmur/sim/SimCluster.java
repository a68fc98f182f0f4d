package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import io.murmur.core.ring.Topology;
import io.murmur.sim.check.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What all nodes of a run share: names, placement, namespaces, the switches of the run.
record SimCluster(
        World world,
        Options options,
        Safeguards safeguards,
        History history,
        Conditions conditions,
        List<NodeId> ids,
        Placement placement,
        Namespaces namespaces) {

    /// Where keys live, for a node.
    interface Places extends Topology {
        SimCluster cluster();

        @Override
        default int partitionOf(Key key) {
            return cluster().placement().partitions().of(key);
        }

        @Override
        default long epochOf(int partition) {
            return cluster().placement().epochOf(partition);
        }

        @Override
        default List<NodeId> ownersOf(int partition) {
            return cluster().placement().ownersOf(partition);
        }

        @Override
        default List<NodeId> fallbacksOf(int partition) {
            return cluster().placement().fallbacksOf(partition);
        }
    }

    static SimCluster draw(World world, Options options, Safeguards safeguards) {
        SplittableRandom random = world.stream();
        List<NodeId> ids = new ArrayList<>();
        for (int node = 0; node < options.nodes(); node++) {
            ids.add(new NodeId(random.nextLong()));
        }
        Partitions partitions = new Partitions(options.partitions());
        Namespace namespace = new Namespace(
                "default",
                options.writeOwners(),
                options.readOwners(),
                options.conflict(),
                options.synced(),
                options.passive() ? Protocol.PASSIVE : Protocol.ACTIVE,
                options.repair(),
                options.sloppy());
        return new SimCluster(
                world,
                options,
                options.exchanges() ? safeguards : withoutPurges(safeguards),
                new History(partitions),
                new Conditions(options.nodes()),
                ids,
                Planner.plan(null, ids, partitions, options.replicas()),
                new Namespaces(namespace, List.of()));
    }

    /// Only exchanges bring back what was lost, and only they purge.
    private static Safeguards withoutPurges(Safeguards safeguards) {
        Safeguard[] off = Stream.of(Safeguard.values())
                .filter(safeguard -> safeguard == Safeguard.REFUSE_SEEN_BEFORE || !safeguards.has(safeguard))
                .toArray(Safeguard[]::new);
        return Safeguards.without(off);
    }

    /// What a replica of a node has to know of the placement.
    LaneDecider.Placements seenBy(NodeId node) {
        return new LaneDecider.Placements() {
            @Override
            public long epochOf(int partition) {
                return placement.epochOf(partition);
            }

            @Override
            public boolean isOwner(int partition) {
                return placement.isOwner(node, partition);
            }
        };
    }

    /// The partitions of which a node has a replica, be it only in the place of an owner.
    List<Integer> partitionsOf(NodeId node) {
        List<Integer> held = new ArrayList<>(placement.partitionsOf(node));
        if (namespaces.anySloppy()) {
            held.addAll(placement.foreignTo(node));
        }
        return held;
    }

    /// Whether a node owns a key, or may stand in for its owners.
    boolean mayHold(NodeId node, Key key) {
        return namespaces.of(key).sloppy()
                || placement.isOwner(node, placement.partitions().of(key));
    }

    /// The owners of a key, by index.
    List<Integer> ownersOf(Key key) {
        return placement.ownersOf(placement.partitions().of(key)).stream()
                .map(ids::indexOf)
                .toList();
    }

    int indexOf(NodeId node) {
        return ids.indexOf(node);
    }
}
