package io.murmur.door.redis.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.value.Known;
import io.murmur.core.value.Totals;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Tokens keep their bytes for ever and no accident passes for one; cursors and ids do what clients rely on.
class ContextTokenTest {

    private static final Key KEY = Key.of("key");
    private static final VersionVector CONTEXT = VersionVector.of(new Dot(new ActorId(new NodeId(1), 2), 300));
    private static final Known KNOWN = Known.of(CONTEXT);
    private static final String GOLDEN = "AUR3YlYt4UM0AQAAAAAAAAABAAAAAAAAAAKsAlvZWUg";

    @Test
    void keepsItsBytesForEver() {
        assertEquals(GOLDEN, new String(ContextToken.encode(KEY, KNOWN), StandardCharsets.US_ASCII));
        assertEquals(KNOWN, ContextToken.decode(KEY, GOLDEN.getBytes(StandardCharsets.US_ASCII)));
    }

    /// What was known of a counter is more than its context.
    @Test
    void carriesWhatHadBeenAdded() {
        Dot dot = new Dot(new ActorId(new NodeId(1), 2), 300);
        Known counted = new Known(CONTEXT, Totals.EMPTY.with(new Totals.Entry(dot, -7)));
        assertEquals(counted, ContextToken.decode(KEY, ContextToken.encode(KEY, counted)));
    }

    @Test
    void refusesEveryDamagedOrShortenedToken() {
        byte[] token = ContextToken.encode(KEY, KNOWN);
        for (int at = 0; at < token.length - 1; at++) {
            byte[] damaged = token.clone();
            damaged[at] = (byte) (damaged[at] == 'A' ? 'B' : 'A');
            assertThrows(MalformedBytes.class, () -> ContextToken.decode(KEY, damaged));
            byte[] shortened = new String(token, 0, at, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII);
            assertThrows(MalformedBytes.class, () -> ContextToken.decode(KEY, shortened));
        }
    }

    @Test
    void refusesTheTokenOfAnotherKey() {
        byte[] token = ContextToken.encode(Key.of("other"), KNOWN);
        assertNull(ContextToken.decode(KEY, token));
    }

    @Test
    void cursorsFitInto64BitsAndComeBack() {
        for (int slot : new int[] {0, 1, 64, 8192, 16_383}) {
            for (long hash : new long[] {0, 1L << 14, ScanCursor.cut(-1), 1L << 63}) {
                ScanCursor cursor = new ScanCursor(slot, hash);
                assertEquals(cursor, ScanCursor.parse(cursor.toString()));
            }
        }
        assertEquals("0", new ScanCursor(16_384, 0).toString());
        assertEquals(ScanCursor.START, ScanCursor.parse("0"));
        assertThrows(MalformedBytes.class, () -> ScanCursor.parse("-1"));
        assertThrows(MalformedBytes.class, () -> ScanCursor.parse("99999999999999999999"));
    }

    @Test
    void operationIdsRiseEvenIfTheClockGoesBack() {
        AtomicLong millis = new AtomicLong(1_000_000);
        OperationIds ids = new OperationIds(5, () -> Instant.ofEpochMilli(millis.get()));
        long last = 0;
        for (int i = 0; i < 100; i++) {
            millis.addAndGet(i % 3 == 0 ? -50 : 20);
            long next = ids.next().sequence();
            assertTrue(next > last, "went back");
            last = next;
        }
        assertTrue(last >>> 20 >= 999_900);
    }
}
