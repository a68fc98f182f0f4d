package io.murmur.load.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class GaugesTest {

    private static final String PAGE = """
        # HELP murmur_exchange_fetched_total objects
        # TYPE murmur_exchange_fetched_total counter
        murmur_exchange_fetched_total{by="clocks"} 1.2E3
        murmur_exchange_fetched_total{by="trees"} 4.0
        murmur_exchange_fetched_totally 9.0
        murmur_keys 25334.0
        """;

    @Test
    void addsTheSeriesOfAMetric() {
        Gauges gauges = Gauges.parse(PAGE);
        assertEquals(1_204, gauges.sum("murmur_exchange_fetched_total"));
        assertEquals(1_200, gauges.sum("murmur_exchange_fetched_total", "by=\"clocks\""));
        assertEquals(25_334, gauges.sum("murmur_keys"));
    }

    /// Whoever waits until nothing is left must not be told so by a node that does not say.
    @Test
    void aMetricThatIsNotThereIsNoZero() {
        assertThrows(NoSuchElementException.class, () -> Gauges.parse(PAGE).sum("murmur_key"));
    }
}
