package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What increments come to, on one object after another; histories are in [ObjectMergeTest].
class CountingTest {

    private static final ActorId A = new ActorId(new NodeId(1), 1);
    private static final ActorId B = new ActorId(new NodeId(2), 1);
    private static final long NOW = 1000;

    private final ObjectMerge merge = new ObjectMerge(Safeguards.ALL);

    private static Sibling sibling(Dot dot, String value) {
        return new Sibling(
                dot, dot.counter(), new OperationId(dot.actor().node().bits(), dot.counter()), Value.of(value));
    }

    private static Sibling amount(Dot dot, long total, long since) {
        return new Sibling(
                dot, dot.counter(), new OperationId(8, dot.counter()), null, null, new Amount(total, since, 0));
    }

    private StoredObject set(StoredObject object, Dot dot, String value) {
        return merge.write(object, object.known(), sibling(dot, value));
    }

    private static List<String> shown(StoredObject object) {
        return object.visible(ConflictRule.SIBLINGS, NOW).stream()
                .map(sibling -> String.valueOf(sibling.value()))
                .toList();
    }

    @Test
    void whatIsAddedStandsOnTopOfEachValueBesideIt() {
        StoredObject one = set(StoredObject.ABSENT, new Dot(A, 1), "10");
        StoredObject two = set(StoredObject.ABSENT, new Dot(B, 1), "-3");
        StoredObject added = merge.add(merge.merge(one, two), amount(new Dot(A, 2), 5, 2), NOW);
        assertEquals(List.of("2", "15"), shown(added));
        assertEquals(2, Counting.shown(added, ConflictRule.SIBLINGS, NOW), "a plain reader sees the last writer's");
        assertEquals(2, Counting.shown(added, ConflictRule.LAST_WRITER, NOW));
    }

    @Test
    void theSumAloneIsShownWhereThereIsNoValue() {
        StoredObject added = merge.add(StoredObject.ABSENT, amount(new Dot(A, 1), -4, 1), NOW);
        assertEquals(List.of("-4"), shown(added));
        StoredObject both = merge.merge(added, merge.add(StoredObject.ABSENT, amount(new Dot(B, 1), 6, 1), NOW));
        assertEquals(List.of("2"), shown(both));
        assertTrue(both.isAlive());
        assertEquals(0, Counting.shown(StoredObject.ABSENT, ConflictRule.SIBLINGS, NOW));
    }

    /// Values that INCR refuses may come to stand beside increments all the same, by concurrent writes.
    @Test
    void whatIsNoNumberStaysAsItIs() {
        for (String value : List.of("x", "", "1.5", " 1", "+1", "01", "-0", "9223372036854775808", "1".repeat(50))) {
            StoredObject object = set(StoredObject.ABSENT, new Dot(A, 1), value);
            StoredObject added = merge.merge(object, merge.add(StoredObject.ABSENT, amount(new Dot(B, 1), 6, 1), NOW));
            assertEquals(List.of(value), shown(added));
            assertNull(Counting.shown(added, ConflictRule.SIBLINGS, NOW));
        }
    }

    @Test
    void sumsThatDoNotFitWrapAround() {
        StoredObject object = set(StoredObject.ABSENT, new Dot(A, 1), Long.toString(Long.MAX_VALUE));
        StoredObject added = merge.add(object, amount(new Dot(A, 2), 1, 2), NOW);
        assertEquals(List.of(Long.toString(Long.MIN_VALUE)), shown(added));
        StoredObject back = merge.merge(added, merge.add(StoredObject.ABSENT, amount(new Dot(B, 1), -1, 1), NOW));
        assertEquals(List.of(Long.toString(Long.MAX_VALUE)), shown(back), "what comes back into range is right");
    }

    @Test
    void aWriteTakesThePlaceOfWhatItKnewAndOfNothingElse() {
        StoredObject three = merge.add(StoredObject.ABSENT, amount(new Dot(A, 1), 3, 1), NOW);
        StoredObject written = set(three, new Dot(B, 1), "100");
        StoredObject seven = merge.add(three, amount(new Dot(A, 2), 7, 1), NOW);
        assertEquals(List.of("100"), shown(written));
        assertEquals(List.of("104"), shown(merge.merge(written, seven)), "four of the seven came after");
        assertEquals(List.of("4"), shown(merge.merge(deleted(three), seven)));
        ObjectMerge forgetful = new ObjectMerge(Safeguards.without(Safeguard.SUBTRACT_WHAT_WAS_SUPERSEDED));
        StoredObject wrong = forgetful.write(three, three.known(), sibling(new Dot(B, 1), "100"));
        assertEquals(List.of("107"), shown(forgetful.merge(wrong, seven)), "three count although superseded");
    }

    private StoredObject deleted(StoredObject object) {
        Dot dot = new Dot(B, 1);
        return merge.write(object, object.known(), new Sibling(dot, 9, new OperationId(9, 9), null));
    }

    /// A count that begins anew knows nothing of what was superseded of the one before.
    @Test
    void aNewCountHasNothingToSubtract() {
        StoredObject three = merge.add(StoredObject.ABSENT, amount(new Dot(A, 1), 3, 1), NOW);
        StoredObject anew = merge.add(deleted(three), amount(new Dot(A, 2), 5, 2), NOW);
        assertEquals(List.of("5"), shown(anew));
        assertEquals(List.of("5"), shown(merge.merge(anew, three)));
    }

    @Test
    void incrementsEndWithTheKeyEvenIfTheExpiryDidNotKnowThem() {
        StoredObject value = set(StoredObject.ABSENT, new Dot(A, 1), "1");
        Sibling expiry =
                new Sibling(new Dot(A, 2), 2, new OperationId(7, 9), null, new Expiry(NOW - 1, 0, value.context()));
        StoredObject ending = merge.expire(value, expiry, NOW);
        StoredObject added = merge.add(value, amount(new Dot(B, 1), 5, 1), NOW);
        assertEquals(List.of(), shown(merge.merge(ending, added)));
    }

    @Test
    void totalsAreALattice() {
        for (int seed = 0; seed < 300; seed++) {
            RandomHistory history = new RandomHistory(seed, 40);
            Totals a = history.anyReached().object().known().totals();
            Totals b = history.anyReached().object().known().totals();
            Totals c = history.anyReached().object().known().totals();
            assertEquals(a.merge(b), b.merge(a));
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
            assertEquals(a, a.merge(a));
            assertEquals(a, a.merge(Totals.EMPTY));
            assertEquals(a, Totals.EMPTY.merge(a));
        }
    }

    @Test
    void whoeverKnowsAllOfACounterSupersedesAllOfIt() {
        for (int seed = 0; seed < 300; seed++) {
            StoredObject object = new RandomHistory(seed, 40).anyReached().object();
            VersionVector context = object.context();
            StoredObject written = set(object, new Dot(new ActorId(new NodeId(77), 1), 1), "1");
            assertEquals(List.of("1"), shown(written), () -> "seed of " + context);
            assertEquals(List.of("1"), shown(merge.merge(written, object)));
        }
    }
}
