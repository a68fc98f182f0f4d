package io.murmur.core.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Balance, stability and determinism of plans, over random histories of joins and leaves.
class PlannerTest {

    private static final Partitions Q = new Partitions(256);

    @Test
    void givesEveryNodeItsQuotaAndAlmostEqualFirstPlaces() {
        for (int nodes = 1; nodes <= 24; nodes++) {
            for (int replicas = 1; replicas <= Math.min(nodes, 5); replicas++) {
                assertBalanced(Planner.plan(null, members(nodes, 7), Q, replicas), nodes);
            }
        }
    }

    @Test
    void doesNotDependOnTheOrderOfTheMembers() {
        List<NodeId> members = members(9, 1);
        byte[] expected = Planner.plan(null, members, Q, 3).encode();
        for (int seed = 0; seed < 20; seed++) {
            List<NodeId> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, new Random(seed));
            assertArrayEquals(expected, Planner.plan(null, shuffled, Q, 3).encode());
        }
    }

    @Test
    void movesLittleMoreThanItMustWhenNodesComeAndGo() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(~seed);
            List<NodeId> members = new ArrayList<>(members(4, seed));
            Placement placement = Planner.plan(null, members, Q, 3);
            for (int step = 0; step < 12; step++) {
                changeMembers(members, random);
                Placement next = Planner.plan(placement, members, Q, 3);
                assertBalanced(next, members.size());
                int least = movesAtLeast(placement, members);
                int moved = moved(placement, next);
                assertTrue(
                        moved <= least * 1.05 + members.size(),
                        "seed " + seed + " step " + step + " nodes " + members.size() + ": moved " + moved
                                + ", at least " + least);
                placement = next;
            }
        }
    }

    @Test
    void changesNothingWhenNothingChanged() {
        List<NodeId> members = members(5, 3);
        Placement first = Planner.plan(null, members, Q, 3);
        Placement second = Planner.plan(first, members, Q, 3);
        assertEquals(first.epoch() + 1, second.epoch());
        assertEquals(first.owners(), second.owners());
    }

    @Test
    void refusesMoreOwnersThanNodes() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Planner.plan(null, members(2, 1), Q, 3));
        assertTrue(String.valueOf(refused.getMessage()).contains("needs 3 owners, but there are 2 nodes"));
    }

    private static void changeMembers(List<NodeId> members, Random random) {
        if (members.size() > 4 && random.nextBoolean()) {
            members.remove(random.nextInt(members.size()));
        } else {
            members.add(new NodeId(random.nextLong()));
        }
    }

    private static void assertBalanced(Placement placement, int nodes) {
        List<NodeId> placed = placement.nodes();
        assertEquals(nodes, placed.size());
        int places = Q.count() * placement.replicas();
        for (NodeId node : placed) {
            int held = placement.partitionsOf(node).size();
            assertTrue(held >= places / nodes && held <= -Math.floorDiv(-places, nodes), node + " holds " + held);
            long first = placement.owners().stream()
                    .filter(entry -> entry.nodes().getFirst().equals(node))
                    .count();
            assertTrue(first >= Q.count() / nodes && first <= -Math.floorDiv(-Q.count(), nodes), node + ": " + first);
        }
    }

    /// Assignments of nodes that left, and what new nodes are short of, must move; so must data that stands in the
    /// way of a node which cannot reach its share by holes alone, because it owns the partitions that have them.
    private static int movesAtLeast(Placement old, List<NodeId> members) {
        int share = Q.count() * old.replicas() / members.size();
        int lost = 0;
        for (NodeId node : old.nodes()) {
            lost += members.contains(node) ? 0 : old.partitionsOf(node).size();
        }
        int gained = 0;
        int inTheWay = 0;
        for (NodeId node : members) {
            int held = old.partitionsOf(node).size();
            gained += Math.max(0, share - held);
            inTheWay += Math.max(0, share - held - holesFor(node, old, members));
        }
        return Math.max(gained, lost + (lost == 0 ? 0 : inTheWay));
    }

    private static int holesFor(NodeId node, Placement old, List<NodeId> members) {
        return (int) old.owners().stream()
                .filter(entry -> !entry.nodes().contains(node) && !members.containsAll(entry.nodes()))
                .count();
    }

    private static int moved(Placement before, Placement after) {
        int moved = 0;
        for (int partition = 0; partition < Q.count(); partition++) {
            for (NodeId owner : after.ownersOf(partition)) {
                moved += before.isOwner(owner, partition) ? 0 : 1;
            }
        }
        return moved;
    }

    static List<NodeId> members(int count, long seed) {
        Random random = new Random(seed);
        List<NodeId> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new NodeId(random.nextLong()));
        }
        return members;
    }
}
