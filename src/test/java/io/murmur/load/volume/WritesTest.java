package io.murmur.load.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Key;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WritesTest {

    private static final int KEYS = 1_000;

    private final Writes writes = new Writes(KEYS, 16);

    @Test
    void everyRoundWritesEachKeyOnce() {
        Map<Key, Integer> times = new HashMap<>();
        for (long index = 3 * KEYS; index < 4 * KEYS; index++) {
            times.merge(writes.keyOf(index), 1, Integer::sum);
        }
        assertEquals(KEYS, times.size());
    }

    /// Also within a round, where the last `KEYS` writes are not one of each key.
    @Test
    void knowsTheNewestWriteOfEachKey() {
        for (long written : new long[] {KEYS, 2 * KEYS, 2 * KEYS + 1, 2 * KEYS + 347, 5 * KEYS - 1}) {
            Map<Key, Long> newest = new HashMap<>();
            for (long index = 0; index < written; index++) {
                newest.put(writes.keyOf(index), index);
            }
            long[] found = writes.newestOf(written);
            for (int number = 0; number < KEYS; number++) {
                assertEquals(newest.get(Writes.keyNumber(number)), found[number], "key " + number + " of " + written);
            }
        }
    }
}
