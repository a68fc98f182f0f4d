package io.murmur.core.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Sketches of sets whose difference is known.
class SketchTest {

    private static final int COMMON = 1000;

    /// Two sets that share [#COMMON] items, and the items that are in one of them only.
    private static final class Pair {
        private final long[] left;
        private final long[] right;
        private final long[] different;

        Pair(int different, long seed) {
            Random random = new Random(seed);
            long[] common = random.longs(COMMON).toArray();
            long[] apart = random.longs(different).toArray();
            int cut = random.nextInt(different + 1);
            this.left = joined(common, Arrays.copyOfRange(apart, 0, cut));
            this.right = joined(common, Arrays.copyOfRange(apart, cut, different));
            this.different = Arrays.stream(apart).sorted().toArray();
        }

        private static long[] joined(long[] first, long[] second) {
            long[] joined = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, joined, first.length, second.length);
            return joined;
        }

        Sketch.Difference find(int symbols) {
            return Sketch.of(left, symbols).minus(Sketch.of(right, symbols));
        }
    }

    @Test
    void findsExactlyTheDifference() {
        for (int different : new int[] {0, 1, 2, 3, 10, 60, 360, 2000}) {
            for (int seed = 0; seed < 20; seed++) {
                Pair pair = new Pair(different, seed);
                Sketch.Difference found = pair.find(16 + 2 * different);
                assertTrue(found.complete(), different + " differences, seed " + seed);
                assertArrayEquals(pair.different, found.items().sorted(), different + " differences, seed " + seed);
            }
        }
    }

    @Test
    void saysSoWhenItHasTooFewSymbols() {
        for (int seed = 0; seed < 500; seed++) {
            assertFalse(new Pair(100, seed).find(64).complete(), "seed " + seed);
        }
    }

    /// Figure 7 of the source: 1.35 symbols for many differences, at most 1.72 on average for few.
    @Test
    void needsFewSymbolsForEachDifference() {
        assertTrue(symbolsFor(2, 300) <= 2.0, () -> "two differences: " + symbolsFor(2, 300));
        assertTrue(symbolsFor(20, 100) <= 1.8, () -> "20 differences: " + symbolsFor(20, 100));
        assertTrue(symbolsFor(200, 20) <= 1.55, () -> "200 differences: " + symbolsFor(200, 20));
        assertTrue(symbolsFor(2000, 3) <= 1.45, () -> "2000 differences: " + symbolsFor(2000, 3));
    }

    private static double symbolsFor(int different, int seeds) {
        long sum = 0;
        for (int seed = 0; seed < seeds; seed++) {
            sum += leastSymbols(new Pair(different, seed), different);
        }
        return (double) sum / seeds / different;
    }

    /// More symbols never find less, so the least number can be searched for.
    private static int leastSymbols(Pair pair, int different) {
        int tooFew = 0;
        int enough = 16 + 4 * different;
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            if (pair.find(middle).complete()) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }

    @Test
    void takesOutWhatItIsGivenTwice() {
        Sketch sketch = Sketch.of(new long[] {1, 2, 3}, 32);
        sketch.toggle(4);
        sketch.toggle(2);
        assertEquals(Sketch.of(new long[] {1, 3, 4}, 32), sketch);
    }

    /// An item of nothing but zero bits is an item like others.
    @Test
    void findsZero() {
        Sketch.Difference found = Sketch.of(new long[] {0, 5}, 8).minus(Sketch.of(new long[] {5}, 8));
        assertTrue(found.complete());
        assertArrayEquals(new long[] {0}, found.items().toArray());
    }

    @Test
    void shortSketchesArePrefixesOfLongOnes() {
        long[] items = new Random(3).longs(100).toArray();
        byte[] longer = bytesOf(Sketch.of(items, 64));
        byte[] shorter = bytesOf(Sketch.of(items, 16));
        assertArrayEquals(
                Arrays.copyOfRange(shorter, 1, shorter.length), Arrays.copyOfRange(longer, 1, shorter.length));
    }

    private static byte[] bytesOf(Sketch sketch) {
        BytesWriter out = new BytesWriter(16);
        sketch.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void comesBackFromItsBytes() {
        Sketch sketch = Sketch.of(new Random(3).longs(100).toArray(), 40);
        BytesReader in = new BytesReader(bytesOf(sketch));
        assertEquals(sketch, Sketch.readFrom(in));
        in.expectEnd();
    }

    @Test
    void refusesBytesThatAreNoSketch() {
        assertThrows(MalformedBytes.class, () -> Sketch.readFrom(new BytesReader(new byte[] {0})));
        assertThrows(MalformedBytes.class, () -> Sketch.readFrom(new BytesReader(new byte[] {1, 2, 3})));
        assertThrows(InvariantViolation.class, () -> new Sketch(8).minus(new Sketch(9)));
    }
}
