package io.murmur.core.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A table is a lattice, and its hashes tell tables apart.
class GossipTableTest {

    private static final int SEEDS = 2_000;
    private static final int ORIGINS = 12;

    private static Known known(Random random) {
        NodeId origin = new NodeId(random.nextInt(ORIGINS));
        return new Known(Reports.of(origin, Reports.version(random)), random.nextInt(3));
    }

    private static GossipTable table(Random random) {
        GossipTable table = GossipTable.ofNobody(ORIGINS);
        for (int i = random.nextInt(12); i > 0; i--) {
            table = table.with(known(random));
        }
        return table;
    }

    @Test
    void mergeCommutesAssociatesAndIsIdempotent() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            GossipTable a = table(random);
            GossipTable b = table(random);
            GossipTable c = table(random);
            assertEquals(a.merge(b), b.merge(a), "seed " + seed);
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "seed " + seed);
            assertSame(a, a.merge(a), "seed " + seed);
            assertEquals(a.merge(b).hash(), b.merge(a).hash());
        }
    }

    @Test
    void whatIsLearntInAnyOrderAndAnyNumberOfTimesIsTheNewestOfEach() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Known> all = new ArrayList<>();
            TreeMap<NodeId, Version> newest = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                Known known = known(random);
                all.add(known);
                all.add(known);
                newest.merge(
                        known.origin(),
                        known.report().version(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
            Collections.shuffle(all, random);
            GossipTable table = GossipTable.ofNobody(ORIGINS);
            for (Known known : all) {
                table = table.with(known);
            }
            TreeMap<NodeId, Version> found = new TreeMap<>();
            table.all()
                    .forEach(known -> found.put(known.origin(), known.report().version()));
            assertEquals(newest, found, "seed " + seed);
            assertEquals(newest.size(), table.size());
        }
    }

    @Test
    void hashesAreEqualForEqualVersionsOnly() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            GossipTable a = table(random);
            GossipTable b = table(random);
            List<?> versionsOfA = a.all().stream().map(known -> known.report()).toList();
            List<?> versionsOfB = b.all().stream().map(known -> known.report()).toList();
            assertEquals(versionsOfA.equals(versionsOfB), a.hash() == b.hash(), "seed " + seed);
            for (int count = 1; count <= 16; count *= 2) {
                assertEquals(versionsOfA.equals(versionsOfB), a.hashes(count).equals(b.hashes(count)), "seed " + seed);
            }
        }
    }

    @Test
    void eachOriginIsInOneBucketOfAnyNumberOfThem() {
        GossipTable table = table(new Random(7)).merge(table(new Random(8)));
        for (int count = 1; count <= 64; count *= 2) {
            List<Known> all = new ArrayList<>();
            for (int bucket = 0; bucket < count; bucket++) {
                all.addAll(table.bucket(bucket, count));
            }
            all.sort((one, other) -> one.origin().compareTo(other.origin()));
            assertEquals(table.all(), all, count + " buckets");
        }
    }

    @Test
    void bucketsAreAboutTheRootOfFiveTimesTheMembers() {
        assertEquals(
                List.of(1, 4, 8, 32, 128, 256, 1_024),
                LongStream.of(0, 3, 10, 100, 1_000, 10_000, 1_000_000)
                        .mapToInt(members -> GossipTable.ofNobody((int) members).bucketCount())
                        .boxed()
                        .toList());
    }

    @Test
    void whoHasLeftIsForgotten() {
        GossipTable table = table(new Random(7)).merge(table(new Random(8)));
        NodeId stays = table.all().getFirst().origin();
        NodeId leaves = table.all().getLast().origin();
        assertNotEquals(stays, leaves);
        GossipTable kept = table.keeping(new Members(List.of(stays)));
        assertNull(kept.of(leaves));
        assertEquals(List.of(table.all().getFirst()), kept.all());
    }

    @Test
    void ofOneVersionTheGreaterAgeIsNearerToTheTruth() {
        Version version = Version.ofBoot(5).next();
        NodeId origin = new NodeId(1);
        Known younger = new Known(Reports.of(origin, version), 9_000_000);
        Known older = new Known(Reports.of(origin, version), 4_000_000);
        GossipTable table = GossipTable.ofNobody(3).with(younger).with(older).with(younger);
        assertEquals(older, table.of(origin));
        assertEquals(6, older.ageMillis(10_000_000));
        assertEquals(0, older.ageMillis(0), "a clock cannot make it younger than new");
    }

    @Test
    void oldTablesStayWhatTheyWere() {
        Version first = Version.ofBoot(5).next();
        NodeId origin = new NodeId(1);
        GossipTable before = GossipTable.ofNobody(3).with(new Known(Reports.of(origin, first), 0));
        GossipTable after = before.with(new Known(Reports.of(origin, first.next()), 0));
        Known kept = before.of(origin);
        Known newer = after.of(origin);
        assertNotNull(kept);
        assertNotNull(newer);
        assertEquals(first, kept.report().version());
        assertTrue(newer.report().version().compareTo(first) > 0);
    }
}
