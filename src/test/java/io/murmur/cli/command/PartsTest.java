package io.murmur.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Small parts: addresses, timeouts, numbers.
final class PartsTest {

    @Test
    void readsAddresses() {
        assertEquals(new Address("a-0.murmur", 7380), Address.parse("a-0.murmur:7380"));
        assertEquals(
                URI.create("http://[::1]:7101/status"),
                Address.parse("[::1]:7101").uri("/status"));
    }

    @Test
    void readsTimeouts() {
        assertEquals(Duration.ofMillis(500), Timeout.parse("500ms"));
        assertEquals(Duration.ofSeconds(2), Timeout.parse("2s"));
        assertEquals(Duration.ofMinutes(10), Timeout.parse("10m"));
    }

    @Test
    void writesSpansInTwoUnits() {
        assertEquals("0 s", Texts.span(0.2));
        assertEquals("59 s", Texts.span(59.4));
        assertEquals("1 min 0 s", Texts.span(59.6));
        assertEquals("2 h 3 min", Texts.span(7_380));
        assertEquals("1 d 1 h", Texts.span(90_000));
    }

    @Test
    void writesBytesAndRates() {
        assertEquals("1023 B", Texts.bytes(1023));
        assertEquals("1.0 KiB", Texts.bytes(1024));
        assertEquals("100 GiB", Texts.bytes(100L << 30));
        assertEquals("0", Texts.rate(0));
        assertEquals("5.6", Texts.rate(5.55));
        assertEquals("1234", Texts.rate(1234.4));
    }
}
