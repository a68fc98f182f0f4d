package io.murmur.core.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The hashes that must be the same everywhere, against published values.
class HashesTest {

    private static long xxHash(String text, long seed) {
        byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
        return XxHash64.hash(bytes, 1, bytes.length - 2, seed);
    }

    private static int slot(String key) {
        return SlotHash.slotOf(key.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hashesAsTheSpecificationSays() {
        assertEquals(0xEF46DB3751D8E999L, xxHash("", 0));
        assertEquals(0xD24EC4F1A98C6E5BL, xxHash("a", 0));
        assertEquals(0x44BC2CF5AD770999L, xxHash("abc", 0));
        assertEquals(0xFBCEA83C8A378BF1L, xxHash("Nobody inspects the spammish repetition", 0));
    }

    @Test
    void findsTheSlotsThatRedisClusterFinds() {
        assertEquals(0x31C3, SlotHash.crc16("123456789".getBytes(StandardCharsets.UTF_8), 0, 9));
        assertEquals(12_739, slot("123456789"));
        assertEquals(12_182, slot("foo"));
        assertEquals(slot("foo"), slot("x{foo}y{bar}"));
        assertEquals(slot("user1000"), slot("{user1000}.following"));
        assertEquals(slot("foo{}{bar}"), SlotHash.crc16("foo{}{bar}".getBytes(StandardCharsets.UTF_8), 0, 10) % 16_384);
        assertEquals(slot("{bar"), slot("foo{{bar}}zap"));
    }
}
