package io.murmur.core.value.hyper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Registers: what they estimate, how they unite, and their bytes.
class HyperLogLogTest {

    private static final int SEEDS = 60;

    private static HyperLogLog of(String... elements) {
        return HyperLogLog.ofElements(Arrays.stream(elements)
                .map(element -> element.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static HyperLogLog numbers(int from, int to) {
        return of(IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new));
    }

    private static HyperLogLog random(Random random) {
        byte[] registers = new byte[HyperLogLog.REGISTERS];
        int count = List.of(0, 1, 7, 2_000, 5_000, 16_384).get(random.nextInt(6));
        for (int i = 0; i < count; i++) {
            registers[random.nextInt(registers.length)] = (byte) (1 + random.nextInt(HyperLogLog.VALUE_MAX));
        }
        return HyperLogLog.of(registers);
    }

    private static HyperLogLog union(HyperLogLog... all) {
        return HyperLogLog.union(List.of(all));
    }

    private static byte[] bytes(HyperLogLog registers) {
        BytesWriter out = new BytesWriter(16);
        registers.writeTo(out);
        return out.toByteArray();
    }

    private static HyperLogLog read(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        HyperLogLog read = HyperLogLog.readFrom(in);
        in.expectEnd();
        return read;
    }

    @Test
    void hashesAsMurmurHash64A() {
        byte[] text = "Lorem ipsum dolor sit amet, consectetur adipisicing elit".getBytes(StandardCharsets.UTF_8);
        assertEquals(0x0920e0c1b7eeb261L, MurmurHash64.hash(text, 0xe17a1465L));
        assertEquals(0xfc089b66b14af040L, MurmurHash64.hash("A".getBytes(StandardCharsets.UTF_8), 0xadc83b19L));
    }

    /// What Redis keeps after `PFADD k a b c`, and after `PFADD k 1`.
    @Test
    void givesElementsTheRegistersThatRedisGivesThem() {
        assertEquals(
                of("a", "b", "c"),
                RedisForm.read(sparse(0x60, 0xF3, 0x80, 0x50, 0xB1, 0x84, 0x4B, 0xFB, 0x80, 0x42, 0x5A)));
        assertEquals(of("1"), RedisForm.read(sparse(0x5D, 0x66, 0x80, 0x62, 0x97)));
    }

    @Test
    void estimatesFewExactlyAndManyWithinTwoPercent() {
        assertEquals(0, HyperLogLog.EMPTY.estimate());
        assertEquals(7, of("a", "b", "c", "d", "e", "f", "g", "a").estimate());
        assertEquals(3, of("foo", "bar", "zap").estimate());
        for (int count : new int[] {10, 100, 1_000, 10_000, 100_000, 300_000}) {
            double estimate = numbers(0, count).estimate();
            assertEquals(1, estimate / count, 0.02, "of " + count);
        }
    }

    @Test
    void unitesAsIfOneHadSeenAll() {
        assertEquals(numbers(0, 20_000), union(numbers(0, 12_000), numbers(9_000, 20_000)));
        assertEquals(numbers(0, 20), union(numbers(0, 12), numbers(9, 20)));
        assertTrue(numbers(0, 20).includes(numbers(3, 9)));
        assertFalse(numbers(3, 9).includes(numbers(0, 20)));
        assertTrue(HyperLogLog.EMPTY.includes(HyperLogLog.EMPTY));
    }

    @Test
    void unionCommutesAssociatesAndIsIdempotent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            HyperLogLog a = random(random);
            HyperLogLog b = random(random);
            HyperLogLog c = random(random);
            assertEquals(union(a, b), union(b, a), "seed " + seed);
            assertEquals(union(a, union(b, c)), union(union(a, b), c), "seed " + seed);
            assertEquals(union(a, b, c), union(union(a, b), c), "seed " + seed);
            assertEquals(a, union(a, a), "seed " + seed);
            assertEquals(a, union(a, HyperLogLog.EMPTY), "seed " + seed);
            assertTrue(union(a, b).includes(b), "seed " + seed);
        }
    }

    @Test
    void bytesComeBackAndAreShortForFew() {
        for (int seed = 0; seed < SEEDS; seed++) {
            HyperLogLog registers = random(new Random(seed));
            assertEquals(registers, read(bytes(registers)), "seed " + seed);
            assertEquals(registers, HyperLogLog.of(registers.registers()), "seed " + seed);
        }
        assertEquals(2, HyperLogLog.EMPTY.length());
        assertTrue(of("x").length() <= 5);
        assertEquals(1 + HyperLogLog.PACKED_BYTES, numbers(0, 50_000).length());
    }

    @Test
    void refusesBytesThatNobodyWrites() {
        for (byte[] wrong : List.of(
                new byte[] {2},
                new byte[] {0, 1, 0, 1},
                new byte[] {0, 1, 1, 0},
                new byte[] {0, 1, 1, 52},
                new byte[] {0, 2, 1, 1, 0, 1},
                new byte[] {0, 1, (byte) 0x81, (byte) 0x80, 1, 1},
                new byte[] {0, 1, 1},
                new byte[] {1, 0})) {
            assertThrows(MalformedBytes.class, () -> read(wrong), Arrays.toString(wrong));
        }
        byte[] sparseAsDense = new byte[1 + HyperLogLog.PACKED_BYTES];
        sparseAsDense[0] = 1;
        assertThrows(MalformedBytes.class, () -> read(sparseAsDense));
        byte[] tooGreat = bytes(numbers(0, 50_000));
        tooGreat[1] = (byte) 0xFF;
        assertThrows(MalformedBytes.class, () -> read(tooGreat));
        byte[] cut = Arrays.copyOf(tooGreat, tooGreat.length - 1);
        assertThrows(MalformedBytes.class, () -> read(cut));
    }

    @Test
    void theBytesOfRedisComeBack() {
        for (int seed = 0; seed < SEEDS; seed++) {
            HyperLogLog registers = random(new Random(seed));
            assertEquals(registers, RedisForm.read(RedisForm.write(registers)), "seed " + seed);
        }
        byte[] written = RedisForm.write(of("x"));
        assertEquals("HYLL", new String(written, 0, 4, StandardCharsets.ISO_8859_1));
        assertEquals(16 + 12_288, written.length);
    }

    private static byte[] sparse(int... codes) {
        byte[] bytes = new byte[16 + codes.length];
        System.arraycopy("HYLL\1".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 5);
        for (int i = 0; i < codes.length; i++) {
            bytes[16 + i] = (byte) codes[i];
        }
        return bytes;
    }

    @Test
    void readsTheSparseFormOfRedis() {
        // 16,384 zeros; then 2 zeros, 3 times the value 2, and 16,379 zeros.
        assertEquals(HyperLogLog.EMPTY, RedisForm.read(sparse(0x7F, 0xFF)));
        byte[] registers = new byte[HyperLogLog.REGISTERS];
        Arrays.fill(registers, 2, 5, (byte) 2);
        assertEquals(HyperLogLog.of(registers), RedisForm.read(sparse(0x01, 0x86, 0x7F, 0xFA)));
        assertNotNull(RedisForm.read(sparse(0x3F, 0x7F, 0xBF)));
    }

    @Test
    void otherBytesAreNoHyperLogLog() {
        List<byte[]> others = new ArrayList<>(List.of(
                new byte[0],
                "HYLL".getBytes(StandardCharsets.ISO_8859_1),
                "a string that is longer".getBytes(StandardCharsets.ISO_8859_1),
                sparse(),
                sparse(0x7F),
                sparse(0x7F, 0xFE),
                sparse(0x7F, 0xFF, 0x00)));
        byte[] form = sparse(0x7F, 0xFF);
        form[4] = 2;
        others.add(form);
        byte[] longer = Arrays.copyOf(RedisForm.write(of("x")), 16 + 12_289);
        others.add(longer);
        byte[] tooGreat = RedisForm.write(of("x"));
        tooGreat[16] = (byte) 0x3F;
        others.add(tooGreat);
        for (byte[] other : others) {
            assertNull(RedisForm.read(other), Arrays.toString(other));
        }
    }
}
