package io.murmur.core.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The clock of a partition against a set of dots.
class PartitionClockTest {

    private static final int SEEDS = 1500;
    private static final ActorId A = RandomVersions.ACTORS.getFirst();
    private static final ActorId B = RandomVersions.ACTORS.getLast();

    private static PartitionClock draw(Random random, Set<Dot> model) {
        RandomVersions versions = new RandomVersions(random);
        PartitionClock clock = new PartitionClock();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                ActorId actor = versions.actor();
                int from = 1 + random.nextInt(6);
                int to = from + random.nextInt(4);
                clock.addRange(actor, from, to);
                for (int counter = from; counter <= to; counter++) {
                    model.add(new Dot(actor, counter));
                }
            } else {
                Dot dot = versions.dot();
                clock.add(dot);
                model.add(dot);
            }
        }
        return clock;
    }

    @Test
    void coversExactlyWhatWasApplied() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            TreeSet<Dot> model = new TreeSet<>();
            PartitionClock clock = draw(random, model);
            RandomVersions versions = new RandomVersions(random);
            for (int i = 0; i < 20; i++) {
                Dot dot = versions.dot();
                assertEquals(model.contains(dot), clock.covers(dot), "seed " + seed);
            }
            assertTrue(model.stream().allMatch(clock::covers), "seed " + seed);
            assertEquals(
                    model.stream().map(Dot::actor).distinct().sorted().toList(),
                    clock.byActor().keySet().stream().toList(),
                    "seed " + seed);
        }
    }

    @Test
    void differenceUnionAndHeadFollowTheModel() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            TreeSet<Dot> left = new TreeSet<>();
            TreeSet<Dot> right = new TreeSet<>();
            PartitionClock a = draw(random, left);
            PartitionClock b = draw(random, right);
            PartitionClock union = a.copy();
            union.addAll(b);
            TreeSet<Dot> both = new TreeSet<>(left);
            both.addAll(right);
            assertEquals(clockOf(both), union, "seed " + seed);
            assertEquals(left.containsAll(right), a.coversAll(b), "seed " + seed);
            Dot last = new RandomVersions(random).dot();
            assertEquals(clockOf(left.headSet(last, true)), a.upTo(last), "seed " + seed);
            TreeSet<Dot> onlyLeft = new TreeSet<>(left);
            onlyLeft.removeAll(right);
            assertEquals(clockOf(onlyLeft), a.minus(b), "seed " + seed);
            assertEquals(onlyLeft.isEmpty(), a.minus(b).isEmpty(), "seed " + seed);
        }
    }

    private static PartitionClock clockOf(Iterable<Dot> dots) {
        PartitionClock clock = new PartitionClock();
        dots.forEach(clock::add);
        return clock;
    }

    @Test
    void aCopyGoesItsOwnWay() {
        PartitionClock clock = new PartitionClock();
        clock.add(new Dot(A, 1));
        PartitionClock copy = clock.copy();
        assertEquals(clock, copy);
        assertEquals(clock.hashCode(), copy.hashCode());
        copy.add(new Dot(B, 1));
        assertFalse(clock.covers(new Dot(B, 1)));
        assertFalse(clock.equals(copy));
    }

    @Test
    void becomesContiguousWhenTheGapIsVoided() {
        PartitionClock clock = new PartitionClock();
        clock.add(new Dot(A, 1));
        clock.add(new Dot(A, 9));
        assertFalse(clock.appliedOf(A).isContiguous());
        clock.addRange(A, 2, 8);
        assertEquals(IntervalSet.EMPTY.with(1, 9), clock.appliedOf(A));
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            PartitionClock clock = draw(new Random(seed), new TreeSet<>());
            Foreign.assertRoundTrip(clock, clock::writeTo, PartitionClock::readFrom, "seed " + seed);
        }
    }

    @Test
    void refusesHostileBytesOrReadsTheOneCanonicalForm() {
        for (int seed = 0; seed < 10 * SEEDS; seed++) {
            Random random = new Random(seed);
            PartitionClock clock = draw(random, new TreeSet<>());
            Foreign.assertRefusedOrCanonical(
                    Foreign.bytesOf(clock::writeTo),
                    random,
                    PartitionClock::readFrom,
                    read -> Foreign.bytesOf(read::writeTo));
        }
    }

    private static void assertRefused(String sentence, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        MalformedBytes refused =
                assertThrows(MalformedBytes.class, () -> Foreign.readAll(bytes, PartitionClock::readFrom));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    @Test
    void refusesActorsOutOfOrderOrWithoutADot() {
        String a = "0000000000000001 0000000000000000";
        String b = "8000000000000000 0000000000000001";
        assertRefused("not in order", "02" + b + "010100" + a + "010100");
        assertRefused("not in order", "02" + a + "010100" + a + "010200");
        assertRefused("no dot", "01" + a + "00");
        assertRefused("at most 65536", "818004");
    }

    @Test
    void keepsItsBytesForEver() {
        PartitionClock clock = new PartitionClock();
        clock.addRange(B, 2, 4);
        clock.add(new Dot(A, 1));
        assertEquals(
                "02" + "00000000000000010000000000000000" + "010100" + "ffffffffffffffff8000000000000000" + "010202",
                HexFormat.of().formatHex(Foreign.bytesOf(clock::writeTo)));
    }

    @Test
    void whatIsCoveredWithoutGapsEndsBeforeTheFirstOne() {
        PartitionClock clock = new PartitionClock();
        assertEquals(VersionVector.EMPTY, clock.withoutGaps());
        ActorId first = new ActorId(new NodeId(1), 1);
        ActorId second = new ActorId(new NodeId(2), 1);
        ActorId third = new ActorId(new NodeId(3), 1);
        clock.addRange(first, 1, 7);
        clock.addRange(second, 2, 9);
        clock.addRange(third, 1, 3);
        clock.addRange(third, 5, 8);
        VersionVector covered = VersionVector.of(new Dot(first, 7)).with(new Dot(third, 3));
        assertEquals(covered, clock.withoutGaps());
        clock.add(new Dot(third, 4));
        assertEquals(covered.with(new Dot(third, 8)), clock.withoutGaps());
    }
}
