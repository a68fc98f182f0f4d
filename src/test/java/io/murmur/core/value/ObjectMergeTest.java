package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.value.RandomHistory.Reached;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The laws of merge, on states that real histories reach, and causality against sets of events written out
/// in full.
@Execution(ExecutionMode.CONCURRENT)
class ObjectMergeTest {

    private static final int SEEDS = 1500;
    private static final int STEPS = 30;
    private static final ActorId A = new ActorId(new NodeId(1), 1);
    private static final ActorId B = new ActorId(new NodeId(2), 1);

    private final ObjectMerge merge = new ObjectMerge(Safeguards.ALL);

    @Test
    void mergeIsCommutativeAssociativeAndIdempotent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed, STEPS);
            for (int i = 0; i < 20; i++) {
                StoredObject a = history.anyReached().object();
                StoredObject b = history.anyReached().object();
                StoredObject c = history.anyReached().object();
                String at = "seed " + seed + ": " + a + ", " + b + ", " + c;
                assertEquals(merge.merge(a, b), merge.merge(b, a), at);
                assertEquals(merge.merge(merge.merge(a, b), c), merge.merge(a, merge.merge(b, c)), at);
                assertEquals(a, merge.merge(a, a), at);
                assertEquals(merge.merge(a, b), merge.merge(merge.merge(a, b), b), at);
                assertEquals(a, merge.merge(a, StoredObject.ABSENT), at);
                assertEquals(a, merge.merge(StoredObject.ABSENT, a), at);
            }
        }
    }

    @Test
    void whatAWriterKnewIsSupersededAndWhatItDidNotKnowStays() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed, STEPS);
            for (Reached reached : history.reached()) {
                String at = "seed " + seed + ": " + reached;
                assertEquals(history.alive(reached.known()), dots(reached.object()), at);
                assertEquals(
                        RandomHistory.contextOf(reached.known()),
                        reached.object().context(),
                        at);
            }
        }
    }

    @Test
    void everyIncrementCountsOnceUnlessAKnownWriteKnewIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed, STEPS);
            for (Reached reached : history.reached()) {
                String at = "seed " + seed + ": " + reached;
                assertEquals(history.sum(reached.known()), Counting.sum(reached.object(), Long.MIN_VALUE), at);
            }
        }
    }

    @Test
    void allOrdersOfDeliveryEndInOneState() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed, STEPS);
            List<Reached> forwards = history.reached();
            StoredObject first = StoredObject.ABSENT;
            StoredObject second = StoredObject.ABSENT;
            TreeSet<Dot> known = new TreeSet<>();
            for (int i = 0; i < forwards.size(); i++) {
                first = merge.merge(first, forwards.get(i).object());
                second = merge.merge(
                        second, forwards.get(forwards.size() - 1 - i).object());
                second = merge.merge(second, history.anyReached().object());
                known.addAll(forwards.get(i).known());
            }
            assertEquals(first, second, "seed " + seed);
            assertEquals(history.alive(known), dots(first), "seed " + seed);
        }
    }

    @Test
    void mergeNeverForgets() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed, STEPS);
            StoredObject a = history.anyReached().object();
            StoredObject b = history.anyReached().object();
            StoredObject both = merge.merge(a, b);
            assertTrue(both.context().dominates(a.context()), "seed " + seed);
            assertTrue(both.context().dominates(b.context()), "seed " + seed);
            for (Sibling sibling : both.siblings()) {
                assertTrue(a.holds(sibling.dot()) || b.holds(sibling.dot()), "seed " + seed);
            }
        }
    }

    private static List<Dot> dots(StoredObject object) {
        return object.siblings().stream().map(Sibling::dot).toList();
    }

    private StoredObject write(StoredObject current, VersionVector known, Dot dot, String value) {
        return merge.write(
                current,
                Known.of(known),
                new Sibling(dot, dot.counter(), new OperationId(9, dot.counter()), Value.of(value)));
    }

    @Test
    void theFenceIsAMaximumAndStaysWithEveryWrite() {
        StoredObject low = StoredObject.of(
                VersionVector.of(new Dot(A, 1)),
                List.of(new Sibling(new Dot(A, 1), 1, new OperationId(9, 1), Value.of("v"))),
                4);
        StoredObject high = StoredObject.of(low.context(), low.siblings(), 7);
        assertEquals(7, merge.merge(low, high).maxFence());
        assertEquals(7, merge.merge(high, low).maxFence());
        assertEquals(7, write(high, high.context(), new Dot(A, 2), "w").maxFence());
    }

    @Test
    void aDeleteSupersedesWhatItKnewAndNothingElse() {
        StoredObject v = write(StoredObject.ABSENT, VersionVector.EMPTY, new Dot(A, 1), "v");
        StoredObject w = write(StoredObject.ABSENT, VersionVector.EMPTY, new Dot(B, 1), "w");
        StoredObject deleted = merge.write(v, v.known(), new Sibling(new Dot(A, 2), 9, new OperationId(9, 3), null));
        assertEquals(List.of(new Dot(A, 2), new Dot(B, 1)), dots(merge.merge(deleted, w)));
        assertEquals(List.of(new Dot(A, 2)), dots(merge.merge(deleted, v)));
    }

    /// Two writers who each know only their own last write, in turn, 10,000 times each: with one
    /// coordinator, and with one each that merge now and then (riak_kv #746 exploded here without any
    /// fault).
    @Test
    void interleavedWritersWithStaleContextsNeverMakeMoreThanTwoSiblings() {
        for (int period : new int[] {1, 2, 7, 100}) {
            interleave(new ActorId[] {A, A}, period);
            interleave(new ActorId[] {A, B}, period);
        }
    }

    private void interleave(ActorId[] coordinators, int period) {
        List<StoredObject> replicas = new ArrayList<>(List.of(StoredObject.ABSENT, StoredObject.ABSENT));
        List<VersionVector> knows = new ArrayList<>(List.of(VersionVector.EMPTY, VersionVector.EMPTY));
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            int writer = i % 2;
            int replica = coordinators[0].equals(coordinators[1]) ? 0 : writer;
            StoredObject before = replicas.get(replica);
            Dot dot = new Dot(coordinators[writer], before.context().counterOf(coordinators[writer]) + 1);
            StoredObject after = write(before, knows.get(writer), dot, "v" + i);
            replicas.set(replica, after);
            // The context a writer is given with its acknowledgement covers its own write, not the other's.
            knows.set(writer, knows.get(writer).with(dot));
            if (i % period == 0) {
                StoredObject both = merge.merge(replicas.get(0), replicas.get(1));
                replicas.set(0, both);
                replicas.set(1, both);
            }
            most = Math.max(
                    most,
                    merge.merge(replicas.get(0), replicas.get(1)).siblings().size());
        }
        assertTrue(most <= 2, most + " siblings with a merge after every " + period + " writes");
    }
}
