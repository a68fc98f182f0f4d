package io.murmur.core.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.ActorId;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exchanges between two nodes that differ in a known number of keys: they end, and end equal.
class ExchangeTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final ActorId WRITER = new ActorId(new NodeId(0xC), 7);
    private static final int KEYS = 4_000;
    private static final long MINUTES = 300_000;
    private static final Value VALUE = Value.of("v".repeat(100));

    private final Partitions partitions = new Partitions(16);
    private final TreeMap<Integer, Long> counters = new TreeMap<>();
    private ExchangeSettings settings = ExchangeSettings.DEFAULT;
    private ModelNode a = new ModelNode(A, B, partitions, settings);
    private ModelNode b = new ModelNode(B, A, partitions, settings);
    private Dialogue dialogue = new Dialogue(a, b);

    private void start(ExchangeSettings paced) {
        settings = paced;
        a = new ModelNode(A, B, partitions, settings);
        b = new ModelNode(B, A, partitions, settings);
        dialogue = new Dialogue(a, b);
    }

    private static Key key(int number) {
        return Key.of("user:" + number);
    }

    private long next(Key key) {
        return counters.merge(partitions.of(key), 1L, Long::sum);
    }

    private void writeBoth(int from, int to) {
        for (int number = from; number < to; number++) {
            long counter = next(key(number));
            a.write(WRITER, counter, key(number), VALUE);
            b.write(WRITER, counter, key(number), VALUE);
        }
    }

    private void writeTo(ModelNode node, int from, int to) {
        for (int number = from; number < to; number++) {
            node.write(WRITER, next(key(number)), key(number), VALUE);
        }
    }

    private boolean become(long millis) {
        return dialogue.runUntil(() -> a.holdsTheSameAs(b), millis);
    }

    private boolean agree(int partitionsWanted, long millis) {
        int before = a.notices().size();
        return dialogue.runUntil(
                () -> a.notices().subList(before, a.notices().size()).stream()
                        .anyMatch(notice -> notice instanceof ExchangeNotice.Agreed(_, var agreed)
                                && agreed.size() == partitionsWanted),
                millis);
    }

    @Test
    void whoHoldTheSameAgreeAndFetchNothing() {
        writeBoth(0, KEYS);
        assertTrue(agree(16, 10_000));
        assertEquals(0, dialogue.objects());
        assertEquals(dialogue.announcements(), dialogue.frames());
        assertTrue(dialogue.bytesBelowObjects() <= dialogue.frames() * Dialogue.ANNOUNCEMENT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 360, 361, KEYS / 2, KEYS})
    void whatOneMissesIsFoundByClocks(int missing) {
        writeBoth(0, KEYS - missing);
        writeTo(a, KEYS - missing, KEYS);
        assertTrue(become(MINUTES));
        assertEquals(missing, dialogue.objects());
        assertTrue(agree(16, 10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 360, 361, KEYS / 2, KEYS})
    void whatOneLostIsFoundByTrees(int lost) {
        writeBoth(0, KEYS);
        for (int number = 0; number < lost; number++) {
            b.lose(key(number));
        }
        assertTrue(become(MINUTES));
        assertEquals(lost, dialogue.objects());
        assertTrue(agree(16, 10_000));
    }

    @Test
    void bothFetchWhatTheOtherHas() {
        writeBoth(0, KEYS);
        writeTo(a, KEYS, KEYS + 50);
        ActorId other = new ActorId(new NodeId(0xD), 9);
        for (int number = 0; number < 50; number++) {
            b.write(other, number + 1, key(number), VALUE);
            a.lose(key(100 + number));
            b.lose(key(200 + number));
        }
        assertTrue(become(MINUTES));
    }

    /// Only the last of many events of a key lives; the others are adopted with it.
    @Test
    void supersededEventsAreAdoptedWithoutBeingSent() {
        writeBoth(0, 100);
        for (int round = 0; round < 20; round++) {
            writeTo(a, 0, 100);
        }
        assertTrue(become(MINUTES));
        assertEquals(100, dialogue.objects());
    }

    @Test
    void goesOnWhileTheOtherIsWrittenTo() {
        start(new ExchangeSettings(1_000, 500, 500, 4, 1024, 1 << 20, 60_000, 64, 256, Safeguards.ALL));
        writeTo(a, 0, 500);
        Random random = new Random(5);
        for (int second = 0; second < 20; second++) {
            dialogue.runUntil(() -> false, 100);
            int from = random.nextInt(450);
            writeTo(a, from, from + 20);
        }
        assertTrue(become(MINUTES));
    }

    @Test
    void aQuestionThatIsLostIsAskedAgain() {
        Random random = new Random(3);
        dialogue.loses(_ -> random.nextInt(4) == 0);
        writeTo(a, 0, 300);
        b.write(new ActorId(new NodeId(0xD), 9), 1, key(999), VALUE);
        assertTrue(become(MINUTES));
    }

    @Test
    void breaksOffWhenNobodyAnswersAndBeginsAgain() {
        writeTo(a, 0, 300);
        dialogue.loses(message -> message instanceof SyncReply);
        assertFalse(become(20_000));
        assertTrue(b.notices().stream().anyMatch(notice -> notice instanceof ExchangeNotice.GivenUp));
        dialogue.loses(_ -> false);
        assertTrue(become(20_000));
    }

    /// An event whose row cannot be read stays missing: nobody may take it for superseded. The others come.
    @Test
    void whatThePeerCannotReadStaysMissing() {
        writeBoth(0, 100);
        writeTo(a, 100, 200);
        a.spoil(key(150));
        assertFalse(become(60_000));
        assertEquals(199, b.size());
        a.heal(key(150));
        assertTrue(become(MINUTES));
    }

    /// Seed 252 of the simulation: what this node refused to store was adopted all the same. The other partitions do
    /// not wait for it.
    @Test
    void whatCannotBeStoredIsNotAdopted() {
        writeBoth(0, 100);
        writeTo(a, 0, 100);
        b.spoil(key(50));
        assertFalse(become(60_000));
        assertFalse(hasAppliedTheLast(50));
        for (int number = 0; number < 100; number++) {
            boolean isElsewhere = partitions.of(key(number)) != partitions.of(key(50));
            assertTrue(hasAppliedTheLast(number) || !isElsewhere, "key " + number);
        }
        b.heal(key(50));
        assertTrue(become(MINUTES));
    }

    private boolean hasAppliedTheLast(int number) {
        return b.hasApplied(a.rowOf(key(number)).siblings().getFirst().dot(), key(number));
    }

    /// Every other event of one key reached both: more gaps than are looked through, or adopted, at once.
    @Test
    void aClockOfManyGapsIsCaughtUpWith() {
        Key key = key(0);
        for (int event = 0; event < 2_000; event++) {
            long counter = next(key);
            a.write(WRITER, counter, key, VALUE);
            if (event % 2 == 0) {
                b.write(WRITER, counter, key, VALUE);
            }
        }
        assertTrue(become(MINUTES));
        assertTrue(b.notices().stream().noneMatch(notice -> notice instanceof ExchangeNotice.GivenUp));
    }

    @Test
    void fetchesNoFasterThanItMay() {
        start(new ExchangeSettings(1_000, 500, 500, 4, 4096, 20_000, 60_000, 64, 256, Safeguards.ALL));
        writeTo(a, 0, 1_000);
        long bytes = 1_000L * a.rowOf(key(0)).encoded().length;
        assertFalse(become(bytes / 20_000 * 900));
        assertTrue(become(MINUTES));
    }

    /// While writes are on their way both ways all the time, what is lost is found all the same.
    @Test
    void findsLostRowsWhileClocksNeverAgree() {
        start(new ExchangeSettings(1_000, 500, 500, 4, 4096, 1 << 20, 5_000, 64, 256, Safeguards.ALL));
        writeBoth(0, 1_000);
        b.lose(key(3));
        for (int number = 1_000; number < 1_400 && b.rowOf(key(3)).context().size() == 0; number++) {
            // a is always one write ahead of b, in every partition.
            writeTo(a, number, number + 1);
            dialogue.runUntil(() -> false, 50);
        }
        assertTrue(b.rowOf(key(3)).isKnown());
    }
}
