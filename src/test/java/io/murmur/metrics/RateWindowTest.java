package io.murmur.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RateWindowTest {

    private static final long SECOND = 1_000_000_000L;

    private final RateWindow window = new RateWindow();

    @Test
    void isZeroWithoutTwoMoments() {
        assertEquals(0, window.perSecond());
        window.sample(SECOND, 5);
        assertEquals(0, window.perSecond());
        window.sample(SECOND, 9);
        assertEquals(0, window.perSecond());
    }

    @Test
    void forgetsWhatIsOlderThanTenSamples() {
        for (int second = 0; second < 10; second++) {
            window.sample(second * SECOND, second * 1_000L);
        }
        assertEquals(1_000, window.perSecond());
        for (int second = 10; second < 60; second++) {
            window.sample(second * SECOND, 10_000);
            double expected = Math.max(0, 19 - second) * 100.0;
            assertEquals(second < 20 ? expected + 100 : 0, window.perSecond(), 1e-9, "second " + second);
        }
    }

    @Test
    void takesTheTimeThatPassedForTheRate() {
        window.sample(-3 * SECOND, 100);
        window.sample(-SECOND, 300);
        assertEquals(100, window.perSecond());
    }
}
