package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Contexts against a map from actor to counter.
class VersionVectorTest {

    private static final int SEEDS = 3000;
    private static final ActorId A = RandomVersions.ACTORS.getFirst();
    private static final ActorId B = RandomVersions.ACTORS.getLast();

    private static Map<ActorId, Long> model(VersionVector vector) {
        TreeMap<ActorId, Long> model = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            model.put(vector.actorAt(i), vector.counterAt(i));
        }
        assertEquals(vector.size(), model.size());
        return model;
    }

    @Test
    void coversWhatWasAddedAndAllBeforeIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomVersions draw = new RandomVersions(new Random(seed));
            TreeMap<ActorId, Long> model = new TreeMap<>();
            VersionVector vector = VersionVector.EMPTY;
            for (int i = 0; i < 6; i++) {
                Dot dot = draw.dot();
                model.merge(dot.actor(), dot.counter(), Math::max);
                vector = vector.with(dot);
            }
            assertEquals(model, model(vector), "seed " + seed);
            for (ActorId actor : RandomVersions.ACTORS) {
                long last = model.getOrDefault(actor, 0L);
                assertEquals(last, vector.counterOf(actor), "seed " + seed);
                assertEquals(last >= 1, vector.covers(new Dot(actor, 1)), "seed " + seed);
                assertTrue(last == 0 || vector.covers(new Dot(actor, last)), "seed " + seed);
                assertFalse(last < Long.MAX_VALUE && vector.covers(new Dot(actor, last + 1)), "seed " + seed);
            }
        }
    }

    @Test
    void mergeIsTheLeastUpperBound() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomVersions draw = new RandomVersions(new Random(seed));
            VersionVector a = draw.vector();
            VersionVector b = draw.vector();
            VersionVector c = draw.vector();
            Map<ActorId, Long> expected = model(a);
            model(b).forEach((actor, counter) -> expected.merge(actor, counter, Math::max));
            assertEquals(expected, model(a.merge(b)), "seed " + seed);
            assertEquals(a.merge(b), b.merge(a), "seed " + seed);
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "seed " + seed);
            assertEquals(a, a.merge(a), "seed " + seed);
            assertTrue(a.merge(b).dominates(a) && a.merge(b).dominates(b), "seed " + seed);
            assertEquals(a.dominates(b), a.merge(b).equals(a), "seed " + seed);
            assertEquals(a.merge(b).hashCode(), b.merge(a).hashCode(), "seed " + seed);
        }
    }

    @Test
    void dominanceIsAPartialOrder() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomVersions draw = new RandomVersions(new Random(seed));
            VersionVector a = draw.vector();
            VersionVector b = draw.vector();
            VersionVector above = a.merge(draw.vector());
            assertTrue(a.dominates(VersionVector.EMPTY) && a.dominates(a), "seed " + seed);
            assertEquals(a.equals(b), a.dominates(b) && b.dominates(a), "seed " + seed);
            assertTrue(!b.dominates(above) || b.dominates(a), "seed " + seed);
        }
    }

    @Test
    void addingADotIsMergingItsContext() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomVersions draw = new RandomVersions(new Random(seed));
            VersionVector vector = draw.vector();
            Dot dot = draw.dot();
            assertEquals(vector.merge(VersionVector.of(dot)), vector.with(dot), "seed " + seed);
        }
        VersionVector covering = VersionVector.of(new Dot(A, 5));
        assertSame(covering, covering.with(new Dot(A, 5)));
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            VersionVector vector = new RandomVersions(new Random(seed)).vector();
            Foreign.assertRoundTrip(vector, vector::writeTo, VersionVector::readFrom, "seed " + seed);
        }
    }

    @Test
    void equalContextsHaveEqualBytesWhateverTheirHistory() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomVersions draw = new RandomVersions(new Random(seed));
            VersionVector a = draw.vector();
            VersionVector b = draw.vector();
            assertArrayEquals(
                    Foreign.bytesOf(a.merge(b)::writeTo), Foreign.bytesOf(b.merge(a)::writeTo), "seed " + seed);
        }
    }

    @Test
    void refusesHostileBytesOrReadsTheOneCanonicalForm() {
        for (int seed = 0; seed < 10 * SEEDS; seed++) {
            Random random = new Random(seed);
            VersionVector vector = new RandomVersions(random).vector();
            Foreign.assertRefusedOrCanonical(
                    Foreign.bytesOf(vector::writeTo),
                    random,
                    VersionVector::readFrom,
                    read -> Foreign.bytesOf(read::writeTo));
        }
    }

    private static void assertRefused(String sentence, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        MalformedBytes refused =
                assertThrows(MalformedBytes.class, () -> Foreign.readAll(bytes, VersionVector::readFrom));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    @Test
    void saysWhatIsWrongWithForeignBytes() {
        String a = "0000000000000001 0000000000000000";
        String b = "8000000000000000 0000000000000001";
        assertRefused("not in order", "02" + b + "01" + a + "01");
        assertRefused("not in order", "02" + a + "01" + a + "02");
        assertRefused("counters start at 1", "01" + a + "00");
        assertRefused("counters start at 1", "01" + a + "ffffffffffffffffff01");
        assertRefused("longer than 64 bits", "01" + a + "ffffffffffffffffff02");
        assertRefused("at most 1024", "8108");
        assertRefused("end too early", "02" + a + "01");
        assertRefused("left over", "00 00");
    }

    @Test
    void keepsItsBytesForEver() {
        VersionVector vector = VersionVector.of(new Dot(B, 300)).with(new Dot(A, 1));
        assertEquals(
                "02" + "00000000000000010000000000000000" + "01" + "ffffffffffffffff8000000000000000" + "ac02",
                HexFormat.of().formatHex(Foreign.bytesOf(vector::writeTo)));
    }

    @Test
    void aSiblingOutsideOfItsContextIsAnError() {
        VersionVector vector = VersionVector.of(new Dot(A, 2));
        vector.requireCovers(new Dot(A, 1));
        assertThrows(InvariantViolation.class, () -> vector.requireCovers(new Dot(A, 3)));
        assertThrows(InvariantViolation.class, () -> vector.requireCovers(new Dot(B, 1)));
    }

    @Test
    void readsAsText() {
        VersionVector vector = VersionVector.of(new Dot(new ActorId(new NodeId(0xA), 0xB), 2));
        assertEquals("{000000000000000a~000000000000000b:2}", vector.toString());
        assertEquals("{}", VersionVector.EMPTY.toString());
    }
}
