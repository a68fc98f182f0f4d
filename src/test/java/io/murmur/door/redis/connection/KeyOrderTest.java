package io.murmur.door.redis.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Any schedule: writes of a key alone and in order, reads only beside reads, never more than the limit, all in
/// the end.
class KeyOrderTest {

    @Test
    void keepsEveryKeyInOrder() {
        for (int seed = 0; seed < 500; seed++) {
            new Schedule(seed).run();
        }
    }

    private record Step(int number, Key key, boolean isWrite) implements KeyOrder.Member {}

    private static final class Schedule {

        private final Random random;
        private final List<Step> admitted = new ArrayList<>();
        private final List<Step> underWay = new ArrayList<>();
        private final List<Step> started = new ArrayList<>();
        private final int inFlightMax;
        private final KeyOrder<Step> order;

        Schedule(long seed) {
            random = new Random(seed);
            inFlightMax = 1 + random.nextInt(6);
            order = new KeyOrder<>(inFlightMax, _ -> true, operation -> {
                underWay.add(operation);
                started.add(operation);
                check(operation);
            });
        }

        void run() {
            int count = 60;
            while (started.size() < count || !underWay.isEmpty()) {
                if (admitted.size() < count && random.nextBoolean()) {
                    Step operation = operation();
                    admitted.add(operation);
                    order.admit(operation);
                } else if (!underWay.isEmpty()) {
                    order.finished(underWay.remove(random.nextInt(underWay.size())));
                    order.startReady();
                }
            }
            assertEquals(0, order.inFlight());
        }

        private Step operation() {
            Key key = Key.of("k" + random.nextInt(3));
            return new Step(admitted.size(), key, random.nextBoolean());
        }

        /// Everything of its key that came earlier is done, but for reads beside a read.
        private void check(Step begun) {
            assertTrue(underWay.size() <= inFlightMax);
            for (Step earlier : admitted.subList(0, admitted.indexOf(begun))) {
                if (Objects.equals(earlier.key(), begun.key()) && (earlier.isWrite() || begun.isWrite())) {
                    assertTrue(started.contains(earlier) && !underWay.contains(earlier), "overtook");
                }
            }
        }
    }
}
