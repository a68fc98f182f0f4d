package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Now;
import org.junit.jupiter.api.Test;

/// The smallest lead of the last two seconds.
class LeadWindowTest {

    private static final long WALL = 1_700_000_000_000L;

    private final LeadWindow window = new LeadWindow(2_000);

    /// `millis` after some moment, on two clocks that agree.
    private static Now at(long millis) {
        return new Now((millis - 9_000) * 1_000_000, WALL + millis);
    }

    @Test
    void knowsNothingAtFirst() {
        assertFalse(window.isKnown(at(0)));
    }

    @Test
    void keepsTheSmallest() {
        window.sample(WALL - 300, at(0));
        window.sample(WALL + 100 - 20, at(100));
        window.sample(WALL + 200 - 500, at(200));
        assertEquals(20, window.leadMillis(at(300)));
    }

    @Test
    void keepsASampleForOneToTwoSeconds() {
        window.sample(WALL, at(0));
        assertTrue(window.isKnown(at(1_000)));
        assertTrue(window.isKnown(at(1_999)));
        assertFalse(window.isKnown(at(3_000)));
    }

    /// What a network held back during a cut is as old as the cut was long.
    @Test
    void doesNotTrustWhatComesFirstAfterASilence() {
        window.sample(WALL, at(0));
        assertFalse(window.isKnown(at(999)));
        window.sample(WALL, at(60_000));
        window.sample(WALL + 250, at(60_001));
        assertFalse(window.isKnown(at(60_500)));
        window.sample(WALL + 60_700, at(60_700));
        assertTrue(window.isKnown(at(61_000)));
        assertEquals(0, window.leadMillis(at(61_000)));
    }

    @Test
    void forgetsOverALongPause() {
        window.sample(WALL, at(0));
        assertFalse(window.isKnown(at(60_000)));
    }

    @Test
    void forgetsWhenTold() {
        window.sample(WALL, at(0));
        window.clear();
        assertFalse(window.isKnown(at(1_500)));
    }

    @Test
    void showsAJumpOfTheOwnClockAtOnce() {
        window.sample(WALL, at(0));
        assertEquals(7_000, window.leadMillis(new Now(at(10).nanos(), WALL + 7_010)));
        assertEquals(-7_000, window.leadMillis(new Now(at(10).nanos(), WALL - 6_990)));
    }
}
