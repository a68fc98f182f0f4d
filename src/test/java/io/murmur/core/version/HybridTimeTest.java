package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The promises of a hybrid clock, whatever the wall clocks do.
class HybridTimeTest {

    private static final long GUARD = 500;
    private static final long START = 1_700_000_000_000L;

    @Test
    void everyReadingIsGreaterThanWhatItsNodeKnew() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long[] last = new long[3];
            long wall = START;
            for (int step = 0; step < 200; step++) {
                int node = random.nextInt(3);
                int other = random.nextInt(3);
                // Wall clocks jump back and forth, but stay within the guard of each other.
                wall += random.nextInt(100) - 40;
                long before = last[node];
                if (random.nextBoolean()) {
                    last[node] = HybridTime.next(last[node], wall);
                    assertTrue(last[node] > before, "seed " + seed);
                    assertTrue(HybridTime.millisOf(last[node]) >= wall, "seed " + seed);
                } else {
                    last[node] = HybridTime.observe(last[node], last[other], wall, GUARD);
                    assertTrue(last[node] >= before, "seed " + seed);
                    boolean near = HybridTime.millisOf(last[other]) - wall <= GUARD;
                    assertTrue(!near || last[node] >= last[other], "seed " + seed);
                }
            }
        }
    }

    @Test
    void aReadingBeyondTheGuardIsNeverAdopted() {
        long last = HybridTime.atMillis(START);
        long atGuard = HybridTime.atMillis(START + GUARD);
        long beyond = HybridTime.atMillis(START + GUARD + 1);
        assertEquals(atGuard, HybridTime.observe(last, atGuard, START, GUARD));
        assertEquals(last, HybridTime.observe(last, beyond, START, GUARD));
        assertEquals(last, HybridTime.observe(last, Long.MAX_VALUE, START, GUARD));
        assertEquals(last, HybridTime.observe(last, -1, START, GUARD));
    }

    @Test
    void goesOnCountingWhenTheWallClockStandsOrRunsBackwards() {
        long first = HybridTime.next(0, START);
        assertEquals(HybridTime.atMillis(START), first);
        assertEquals(first + 1, HybridTime.next(first, START));
        assertEquals(first + 1, HybridTime.next(first, START - 3_600_000));
        assertEquals(first + 1, HybridTime.next(first, -5));
        assertEquals(HybridTime.atMillis(START + 1), HybridTime.next(first, START + 1));
    }

    @Test
    void itsHighBitsAreTheMilliseconds() {
        assertEquals(START, HybridTime.millisOf(HybridTime.atMillis(START)));
        assertEquals(START, HybridTime.millisOf(HybridTime.atMillis(START) + 0xFFFF));
        assertEquals(START + 1, HybridTime.millisOf(HybridTime.atMillis(START) + 0x1_0000));
    }
}
