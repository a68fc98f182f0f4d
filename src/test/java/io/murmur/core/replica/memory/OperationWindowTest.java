package io.murmur.core.replica.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.value.OperationId;
import io.murmur.core.version.Foreign;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a replica remembers of operations, and what it knows to have forgotten.
class OperationWindowTest {

    private static OperationId id(long origin, long sequence) {
        return new OperationId(origin, sequence);
    }

    @Test
    void remembersTheLastOnesAndKnowsWhatItMayHaveForgotten() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(8);
            OperationWindow window = new OperationWindow(capacity);
            ArrayDeque<OperationId> model = new ArrayDeque<>();
            TreeSet<OperationId> all = new TreeSet<>();
            for (int step = 0; step < 100; step++) {
                // Origins and sequences of both halves of the unsigned numbers.
                OperationId next = id(random.nextInt(3) - 1, (random.nextLong(6) << 61) + step);
                window.add(next);
                if (!model.contains(next)) {
                    model.add(next);
                }
                if (model.size() > capacity) {
                    model.remove();
                }
                all.add(next);
                for (OperationId seen : all) {
                    boolean remembered = window.contains(seen);
                    assertEquals(model.contains(seen), remembered, "seed " + seed);
                    assertTrue(remembered || window.mayHaveForgotten(seen), "seed " + seed + ": " + seen);
                }
            }
        }
    }

    @Test
    void anIdAboveAllThatWereEvictedWasSurelyNeverSeen() {
        OperationWindow window = new OperationWindow(1);
        window.add(id(1, 10));
        assertFalse(window.mayHaveForgotten(id(1, 5)));
        window.add(id(1, 20));
        assertTrue(window.mayHaveForgotten(id(1, 10)));
        assertTrue(window.mayHaveForgotten(id(1, 9)));
        assertFalse(window.mayHaveForgotten(id(1, 11)));
        assertFalse(window.mayHaveForgotten(id(2, 5)));
    }

    /// Clients may draw their ids: half of all have the sign bit set.
    @Test
    void aHighSequenceIsNotTakenForAnOldOne() {
        OperationWindow window = new OperationWindow(1);
        assertFalse(window.mayHaveForgotten(id(1, -1)));
        assertFalse(window.mayHaveForgotten(id(1, Long.MIN_VALUE)));
        window.add(id(1, Long.MIN_VALUE + 1));
        window.add(id(1, Long.MIN_VALUE + 2));
        assertTrue(window.mayHaveForgotten(id(1, Long.MIN_VALUE + 1)));
        assertTrue(window.mayHaveForgotten(id(1, 7)));
        assertFalse(window.mayHaveForgotten(id(1, Long.MIN_VALUE + 2)));
    }

    @Test
    void seeingAnIdAgainDoesNotPushOthersOut() {
        OperationWindow window = new OperationWindow(2);
        window.add(id(1, 1));
        window.add(id(1, 2));
        window.add(id(1, 1));
        window.add(id(1, 2));
        assertTrue(window.contains(id(1, 1)) && window.contains(id(1, 2)));
    }

    @Test
    void ofVeryManyOriginsTheLeastBoundCountsForAll() {
        OperationWindow window = new OperationWindow(1);
        for (int origin = 1; origin <= 258; origin++) {
            window.add(id(origin, 1000 + origin));
        }
        // 257 were evicted and 256 bounds are kept: the least one has become a bound for all.
        assertTrue(window.mayHaveForgotten(id(999, 1001)));
        assertFalse(window.mayHaveForgotten(id(999, 1002)));
        assertFalse(window.mayHaveForgotten(id(2, 1003)));
        assertTrue(window.mayHaveForgotten(id(2, 1002)));
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(8);
            OperationWindow window = new OperationWindow(capacity);
            for (int i = random.nextInt(30); i > 0; i--) {
                window.add(id(random.nextInt(3), random.nextInt(50)));
            }
            byte[] bytes = Foreign.bytesOf(window::writeTo);
            OperationWindow read = Foreign.readAll(bytes, in -> OperationWindow.readFrom(in, capacity));
            for (int origin = 0; origin < 4; origin++) {
                for (int sequence = 0; sequence < 50; sequence++) {
                    OperationId id = id(origin, sequence);
                    assertEquals(window.contains(id), read.contains(id), "seed " + seed);
                    assertEquals(window.mayHaveForgotten(id), read.mayHaveForgotten(id), "seed " + seed);
                }
            }
        }
    }
}
