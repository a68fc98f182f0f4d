package io.murmur.core.replicate.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.replicate.message.PeerMessage.Serial;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Copies of handed-over operations.
class ForwardLogTest {

    private final ForwardLog log = new ForwardLog();

    private boolean add(long stream, long number) {
        return log.add(new Serial(stream, number));
    }

    @Test
    void takesEachNumberOfAStreamOnce() {
        assertTrue(add(7, 0));
        assertFalse(add(7, 0));
        assertTrue(add(8, 0));
        assertTrue(add(7, 5));
        assertTrue(add(7, 3), "overtaken");
        assertFalse(add(7, 3));
        assertFalse(add(7, 5));
    }

    @Test
    void whatIsOlderThanTheWindowCountsAsACopy() {
        assertTrue(add(7, ForwardLog.WINDOW));
        assertFalse(add(7, 0));
        assertTrue(add(7, 1));
        assertTrue(add(7, 10L * ForwardLog.WINDOW));
        assertTrue(add(7, 10L * ForwardLog.WINDOW - 1), "its place held a number of long ago");
        assertFalse(add(7, ForwardLog.WINDOW));
    }

    @Test
    void agreesWithASetThatForgetsNothing() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ForwardLog tried = new ForwardLog();
            TreeSet<Long> all = new TreeSet<>();
            long highest = 0;
            for (int i = 0; i < 5_000; i++) {
                highest += random.nextInt(20) == 0 ? random.nextInt(2 * ForwardLog.WINDOW) : random.nextInt(3);
                long number = Math.max(0, highest - random.nextInt(ForwardLog.WINDOW));
                boolean tooOld = !all.isEmpty() && number <= all.last() - ForwardLog.WINDOW;
                boolean first = !tooOld && all.add(number);
                assertEquals(first, tried.add(new Serial(1, number)), "seed " + seed + " number " + number);
            }
        }
    }

    @Test
    void forgetsTheStreamThatWasHeardOfLeastLately() {
        for (int stream = 0; stream < ForwardLog.STREAMS_MAX; stream++) {
            add(stream, 1);
        }
        assertFalse(log.hasForgotten());
        assertFalse(add(0, 1));
        assertTrue(add(1_000, 1));
        assertTrue(log.hasForgotten());
        assertFalse(add(0, 1));
        assertTrue(add(1, 1), "forgotten");
    }
}
