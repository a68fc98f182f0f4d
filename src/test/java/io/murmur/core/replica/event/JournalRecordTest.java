package io.murmur.core.replica.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.RandomHistory;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.Foreign;
import io.murmur.core.version.RandomVersions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of what happened, fixed for ever, and the rows beside them.
class JournalRecordTest {

    private static final ActorId A = new ActorId(new NodeId(0xA1), 0xA2);
    private static final ActorId B = new ActorId(new NodeId(0xB1), 0xB2);
    private static final List<ReplicaEvent> BATCH = List.of(
            new ReplicaEvent.ObjectChanged(
                    3,
                    0x66,
                    List.of(new Dot(A, 5), new Dot(B, 200), new Dot(A, 4)),
                    0x77,
                    List.of(new OperationId(0x11, 0x22)),
                    -1,
                    DigestChange.to(0x55)),
            new ReplicaEvent.ObjectChanged(3, 0x66, List.of(), 0, List.of(), 0, new DigestChange(true, 0, 0x55)),
            new ReplicaEvent.GapVoided(3, B, 1, 128),
            new ReplicaEvent.IncarnationBegun(3, 0x88, 0),
            new ReplicaEvent.LeaseExtended(16_383, 300));
    private static final String GOLDEN = "01" + "02" + "00000000000000a100000000000000a2"
            + "00000000000000b100000000000000b2" + "05"
            + "03" + "03" + "0000000000000066" + "03" + "0005" + "01c801" + "0004" + "0000000000000077"
            + "01" + "00000000000000110000000000000022" + "00" + "0000000000000055"
            + "04" + "03" + "0000000000000066" + "00" + "0000000000000000" + "00" + "01" + "0000000000000000"
            + "0000000000000055"
            + "02" + "03" + "01" + "01" + "8001"
            + "05" + "03" + "0000000000000088"
            + "01" + "ff7f" + "ac02";

    private static List<Recorded> recorded(List<ReplicaEvent> events) {
        return events.stream().map(Recorded::replayed).toList();
    }

    private static List<ReplicaEvent> read(byte[] bytes) {
        return JournalRecord.decode(bytes).stream().map(Recorded::event).toList();
    }

    @Test
    void keepsItsBytesForEver() {
        assertEquals(GOLDEN, HexFormat.of().formatHex(JournalRecord.encode(recorded(BATCH))));
        assertEquals(BATCH, read(HexFormat.of().parseHex(GOLDEN)));
        assertEquals("010000", HexFormat.of().formatHex(JournalRecord.encode(List.of())));
    }

    @Test
    void keepsTheBytesOfWhatCameLater() {
        List<ReplicaEvent> lost = List.of(new ReplicaEvent.EventsLost(3, 0x99));
        String golden = "01" + "00" + "01" + "0a" + "03" + "0000000000000099";
        assertEquals(golden, HexFormat.of().formatHex(JournalRecord.encode(recorded(lost))));
        assertEquals(lost, read(HexFormat.of().parseHex(golden)));
    }

    private static List<ReplicaEvent> randomBatch(Random random) {
        RandomVersions versions = new RandomVersions(random);
        List<ReplicaEvent> batch = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int partition = random.nextInt(16_384);
            batch.add(
                    switch (random.nextInt(7)) {
                        case 6 -> new ReplicaEvent.EventsLost(partition, random.nextLong());
                        case 5 -> new ReplicaEvent.TreeCorrected(partition, random.nextInt(1_024), random.nextLong());
                        case 4 -> new ReplicaEvent.IncarnationBegun(partition, random.nextLong(), random.nextLong());
                        case 0 -> new ReplicaEvent.LeaseExtended(partition, versions.counter());
                        case 1 -> {
                            long from = 1L + random.nextInt(300);
                            yield new ReplicaEvent.GapVoided(
                                    partition, versions.actor(), from, from + random.nextInt(300));
                        }
                        default ->
                            new ReplicaEvent.ObjectChanged(
                                    partition,
                                    random.nextLong(),
                                    random.ints(random.nextInt(3))
                                            .mapToObj(_ -> versions.dot())
                                            .toList(),
                                    random.nextLong(),
                                    random.longs(random.nextInt(3))
                                            .mapToObj(origin -> new OperationId(origin, -origin))
                                            .toList(),
                                    random.nextInt(3) - 1,
                                    random.nextBoolean()
                                            ? DigestChange.to(random.nextLong())
                                            : new DigestChange(true, random.nextLong(), random.nextLong()));
                    });
        }
        return batch;
    }

    @Test
    void survivesItsBytes() {
        for (int seed = 0; seed < 1000; seed++) {
            List<ReplicaEvent> batch = randomBatch(new Random(seed));
            byte[] bytes = JournalRecord.encode(recorded(batch));
            assertEquals(batch, read(bytes), "seed " + seed);
            for (int length = 0; length < bytes.length; length++) {
                byte[] torn = Arrays.copyOf(bytes, length);
                assertThrows(MalformedBytes.class, () -> JournalRecord.decode(torn), "seed " + seed);
            }
        }
    }

    @Test
    void refusesHostileBytesAndReadsNothingAnEventCannotSay() {
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            byte[] hostile = Foreign.changed(JournalRecord.encode(recorded(randomBatch(random))), random);
            List<ReplicaEvent> events;
            try {
                events = read(hostile);
            } catch (MalformedBytes refused) {
                continue;
            }
            String at = "seed " + seed;
            assertEquals(events, read(JournalRecord.encode(recorded(events))), at);
            for (ReplicaEvent event : events) {
                assertTrue(event.partition() >= 0 && event.partition() < 16_384, at);
                if (event instanceof ReplicaEvent.ObjectChanged changed) {
                    assertTrue(Math.abs(changed.livingDelta()) <= 1, at + ": " + changed);
                }
            }
        }
    }

    private static void assertRefused(String sentence, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MalformedBytes refused = assertThrows(MalformedBytes.class, () -> JournalRecord.decode(bytes));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    @Test
    void saysWhatIsWrongWithForeignBytes() {
        String actor = "01" + "00000000000000a100000000000000a2";
        assertRefused("format 2", "020000");
        assertRefused("kind 11", "01" + "00" + "01" + "0b00");
        assertRefused("no table of actors", "01" + "00" + "01" + "02000001" + "01");
        assertRefused("a count is 1, at most 0", "01" + actor + "01" + "02" + "00" + "01" + "01" + "01");
        assertRefused("from 3 to 2", "01" + actor + "01" + "02" + "00" + "00" + "03" + "02");
        assertRefused("from 0 to 2", "01" + actor + "01" + "02" + "00" + "00" + "00" + "02");
        assertRefused("at most 16383", "01" + "00" + "01" + "01" + "808001" + "01");
        String changed = "01" + actor + "01" + "03" + "00" + "0000000000000066" + "01" + "00" + "05"
                + "0000000000000077" + "00" + "DELTA" + "0000000000000055";
        assertEquals(
                1, read(HexFormat.of().parseHex(changed.replace("DELTA", "02"))).size());
        assertRefused("at most 1 is allowed", changed.replace("DELTA", "03"));
        assertRefused("counters start at 1", changed.replace("DELTA", "02").replace("010005", "010000"));
        assertRefused("left over", GOLDEN + "00");
    }

    /// It came later than the one that forgets nothing, whose bytes are still written.
    @Test
    void anIncarnationThatBeganAfterALossSaysWhatIsForgotten() {
        var begun = new ReplicaEvent.IncarnationBegun(3, 0x88, 0x99);
        String bytes = "01" + "00" + "01" + "09" + "03" + "0000000000000088" + "0000000000000099";
        assertEquals(bytes, HexFormat.of().formatHex(JournalRecord.encode(recorded(List.of(begun)))));
        assertEquals(List.of(begun), read(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void aRowKnowsWhichDotsComeAndWhichGo() {
        for (int seed = 0; seed < 500; seed++) {
            RandomHistory history = new RandomHistory(seed, 20);
            StoredObject before = history.anyReached().object();
            StoredObject after = history.anyReached().object();
            RowChange row = new RowChange(0, Key.of("k"), before, after);
            List<Dot> dots = new ArrayList<>(
                    before.siblings().stream().map(sibling -> sibling.dot()).toList());
            dots.removeAll(row.dotsGone());
            dots.addAll(row.dotsNew());
            assertEquals(
                    after.siblings().stream().map(sibling -> sibling.dot()).toList(),
                    dots.stream().sorted().toList(),
                    "seed " + seed);
        }
    }

    @Test
    void theIndexRowKeepsItsBytesForEver() {
        StoredObject absent = StoredObject.ABSENT;
        IndexRow row = new IndexRow(Expiry.NEVER, IndexRow.of(absent).digest(), 300);
        String digest = "9cc3317709a62abaf42f94001fcb5351";
        assertEquals("01" + digest + "ac02", HexFormat.of().formatHex(row.encode()));
        assertEquals(row, IndexRow.decode(row.encode()));
        IndexRow ending = new IndexRow(0x0102, row.digest(), 300);
        assertEquals("02" + digest + "ac020000000000000102", HexFormat.of().formatHex(ending.encode()));
        assertEquals(ending, IndexRow.decode(ending.encode()));
        assertArrayEquals(
                HexFormat.of().parseHex("00" + digest + "04"),
                IndexRow.of(absent).encode());
    }

    @Test
    void theIndexRowSurvivesItsBytesAndRefusesOthers() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StoredObject object = new RandomHistory(seed % 200, 15).anyReached().object();
            IndexRow row = IndexRow.of(object);
            byte[] bytes = row.encode();
            assertEquals(row, IndexRow.decode(bytes), "seed " + seed);
            assertEquals(object.isAlive(), row.isLivingAt(0), "seed " + seed);
            Foreign.assertRefusedOrCanonical(
                    bytes, random, in -> IndexRow.decode(in.raw(in.remaining())), IndexRow::encode);
        }
    }
}
