package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.version.Foreign;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Operation ids: text, bytes, order.
class OperationIdTest {

    @Test
    void survivesItsTextAndItsBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            OperationId id = new OperationId(random.nextLong(), random.nextLong());
            assertEquals(id, OperationId.parse(id.toString()));
            assertEquals(id, OperationId.parse(id.toString().toUpperCase(Locale.ROOT)));
            Foreign.assertRoundTrip(id, id::writeTo, OperationId::readFrom, "draw " + i);
        }
        assertEquals("00000000000000010000000000000abc", new OperationId(1, 0xABC).toString());
    }

    @Test
    void refusesEveryOtherText() {
        for (String text : List.of(
                "",
                "1",
                "0000000000000001000000000000000",
                "000000000000000100000000000000000",
                "0000000000000001000000000000000g",
                "+0000000000000010000000000000001",
                "0x00000000000001000000000000000a")) {
            assertThrows(IllegalArgumentException.class, () -> OperationId.parse(text), text);
        }
    }

    @Test
    void isOrderedUnsignedOriginFirst() {
        List<OperationId> ascending = List.of(
                new OperationId(0, -1),
                new OperationId(1, 0),
                new OperationId(1, Long.MAX_VALUE),
                new OperationId(1, Long.MIN_VALUE),
                new OperationId(Long.MIN_VALUE, 3),
                new OperationId(-1, 2));
        assertEquals(ascending, ascending.reversed().stream().sorted().toList());
    }

    @Test
    void sequencesBeginWithTheTimeOfTheirOrigin() {
        long first = OperationId.firstSequenceAt(1_700_000_000_000L);
        assertEquals(1_700_000_000_000L, first >>> 20);
        assertTrue(OperationId.firstSequenceAt(1_700_000_000_001L) > first + 1_000_000);
    }
}
