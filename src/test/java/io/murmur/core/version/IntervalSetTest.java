package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Sets of counters against a bit set, at the bottom of the numbers and at their end.
class IntervalSetTest {

    private static final int SEEDS = 2000;
    private static final int RANGE = 40;

    /// A set with its model; counter n is bit n - base.
    private record Modelled(IntervalSet set, BitSet model, long base) {

        static Modelled draw(Random random) {
            long base = random.nextInt(3) == 0 ? Long.MAX_VALUE - RANGE : 0;
            IntervalSet set = IntervalSet.EMPTY;
            BitSet model = new BitSet();
            for (int i = random.nextInt(8); i > 0; i--) {
                int from = 1 + random.nextInt(RANGE);
                int to = Math.min(RANGE, from + random.nextInt(6));
                set = set.with(base + from, base + to);
                model.set(from, to + 1);
            }
            return new Modelled(set, model, base);
        }

        void check(String seed) {
            for (int i = 1; i <= RANGE; i++) {
                assertEquals(model.get(i), set.contains(base + i), seed + ": " + set + " and " + i);
            }
            int runs = 0;
            for (int at = model.nextSetBit(0); at >= 0; at = model.nextSetBit(model.nextClearBit(at))) {
                assertEquals(base + at, set.from(runs), seed);
                assertEquals(base + model.nextClearBit(at) - 1, set.to(runs), seed);
                runs++;
            }
            assertEquals(runs, set.intervals(), seed + ": " + set);
            assertEquals(model.isEmpty(), set.isEmpty(), seed);
            assertEquals(model.isEmpty() ? 0 : base + model.length() - 1, set.max(), seed);
            assertEquals(base == 0 && model.get(1) ? model.nextClearBit(1) - 1 : 0, set.contiguousTo(), seed);
        }
    }

    @Test
    void holdsWhatWasAddedInAsFewIntervalsAsPossible() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Modelled.draw(new Random(seed)).check("seed " + seed);
        }
    }

    @Test
    void unionIsCommutativeAssociativeAndIdempotent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Modelled a = Modelled.draw(random);
            Modelled b = Modelled.draw(random);
            IntervalSet c = Modelled.draw(random).set();
            IntervalSet union = a.set().union(b.set());
            assertEquals(union, b.set().union(a.set()), "seed " + seed);
            assertEquals(union.union(c), a.set().union(b.set().union(c)), "seed " + seed);
            assertEquals(a.set(), a.set().union(a.set()), "seed " + seed);
            assertEquals(a.set(), a.set().union(IntervalSet.EMPTY), "seed " + seed);
            assertEquals(union.hashCode(), b.set().union(a.set()).hashCode(), "seed " + seed);
            if (a.base() == b.base()) {
                a.model().or(b.model());
                new Modelled(union, a.model(), a.base()).check("seed " + seed);
            }
        }
    }

    @Test
    void differenceAndHeadFollowTheModel() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Modelled a = Modelled.draw(random);
            Modelled b = Modelled.draw(random);
            long last = a.base() + random.nextInt(RANGE + 1);
            BitSet head = (BitSet) a.model().clone();
            head.clear((int) (last - a.base()) + 1, RANGE + 2);
            new Modelled(a.set().upTo(last), head, a.base()).check("head, seed " + seed);
            assertEquals(IntervalSet.EMPTY, a.set().minus(a.set()), "seed " + seed);
            assertEquals(a.set(), a.set().minus(b.set()).union(common(a, b)), "seed " + seed);
            if (a.base() == b.base()) {
                a.model().andNot(b.model());
                new Modelled(a.set().minus(b.set()), a.model(), a.base()).check("difference, seed " + seed);
            }
        }
    }

    private static IntervalSet common(Modelled a, Modelled b) {
        return a.set().minus(a.set().minus(b.set()));
    }

    @Test
    void growsAtItsEndWithoutAnotherInterval() {
        IntervalSet set = IntervalSet.EMPTY;
        for (int counter = 1; counter <= 1000; counter++) {
            set = set.with(counter, counter);
        }
        assertEquals(1, set.intervals());
        assertTrue(set.isContiguous());
        assertEquals(1000, set.contiguousTo());
    }

    @Test
    void isNotContiguousWhileSomethingIsMissing() {
        IntervalSet gap = IntervalSet.EMPTY.with(1, 3).with(5, 9);
        assertFalse(gap.isContiguous());
        assertEquals(3, gap.contiguousTo());
        assertTrue(gap.with(4, 4).isContiguous());
        assertTrue(IntervalSet.EMPTY.isContiguous());
        assertFalse(IntervalSet.EMPTY.with(2, 2).isContiguous());
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            IntervalSet set = Modelled.draw(new Random(seed)).set();
            Foreign.assertRoundTrip(set, set::writeTo, IntervalSet::readFrom, "seed " + seed);
        }
    }

    @Test
    void refusesHostileBytesOrReadsTheOneCanonicalForm() {
        for (int seed = 0; seed < 10 * SEEDS; seed++) {
            Random random = new Random(seed);
            IntervalSet set = Modelled.draw(random).set();
            Foreign.assertRefusedOrCanonical(
                    Foreign.bytesOf(set::writeTo),
                    random,
                    IntervalSet::readFrom,
                    read -> Foreign.bytesOf(read::writeTo));
        }
    }

    private static void assertRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThrows(MalformedBytes.class, () -> Foreign.readAll(bytes, IntervalSet::readFrom));
    }

    @Test
    void refusesIntervalsThatTouchOverlapOrWrapAround() {
        assertRefused("01 00 00");
        assertRefused("02 01 00 01 00");
        assertRefused("02 01 00 00 00");
        assertRefused("01 01 ffffffffffffffff7f");
        assertRefused("01 ffffffffffffffffff01 00");
        assertRefused("ffffffff07");
    }

    @Test
    void keepsItsBytesForEver() {
        IntervalSet set = IntervalSet.EMPTY.with(1, 3).with(5, 5).with(300, 301);
        byte[] bytes = Foreign.bytesOf(set::writeTo);
        assertEquals("0301020200a70201", HexFormat.of().formatHex(bytes));
        assertArrayEquals(new byte[] {0}, Foreign.bytesOf(IntervalSet.EMPTY::writeTo));
    }

    @Test
    void anIntervalGoesFromAPositiveCounterUpwards() {
        assertThrows(InvariantViolation.class, () -> IntervalSet.EMPTY.with(0, 1));
        assertThrows(InvariantViolation.class, () -> IntervalSet.EMPTY.with(3, 2));
    }
}
