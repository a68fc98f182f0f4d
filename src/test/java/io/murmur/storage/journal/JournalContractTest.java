package io.murmur.storage.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.NumberedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/// What Pekko Persistence promises of a journal, asked in the messages persistent actors send to it.
class JournalContractTest {

    private static final int INSTANCE = 5;

    @TempDir
    private Path folder;

    private PersistentSystem persistent;
    private TestKit probe;

    @BeforeEach
    void start() throws IOException {
        persistent = new PersistentSystem(folder);
        probe = persistent.probe();
    }

    @AfterEach
    void stop() throws IOException {
        persistent.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    /// What no serializer knows.
    private static final class Unserializable {}

    @Test
    void replaysEverythingInOrder() throws Exception {
        writeNumbered("a", 1, 10);
        assertEquals(numbers(1, 10), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        restart();
        assertEquals(numbers(1, 10), replay("a", 0, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void replaysWhatRangeAndLimitAllow() {
        writeNumbered("a", 1, 10);
        writeNumbered("b", 1, 3);
        assertEquals(numbers(3, 10), replay("a", 3, Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(numbers(1, 4), replay("a", 1, 4, Long.MAX_VALUE));
        assertEquals(numbers(1, 3), replay("a", 1, Long.MAX_VALUE, 3));
        assertEquals(numbers(5, 6), replay("a", 5, 9, 2));
        assertEquals(numbers(5, 5), replay("a", 5, 5, Long.MAX_VALUE));
        assertEquals(List.of(), replay("a", 5, 5, 0));
        assertEquals(List.of(), replay("a", 6, 4, Long.MAX_VALUE));
        assertEquals(List.of(), replay("a", 11, Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(List.of(), replay("nobody", 1, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void forgetsWhatIsDeletedButNotHowFarItCame() throws Exception {
        writeNumbered("a", 1, 10);
        delete("a", 6);
        assertEquals(numbers(7, 10), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(10, highest("a"));
        delete("a", Long.MAX_VALUE);
        assertEquals(List.of(), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        restart();
        assertEquals(List.of(), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(10, highest("a"));
        writeNumbered("a", 11, 12);
        assertEquals(numbers(11, 12), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(12, highest("a"));
    }

    @Test
    void hasNoHighestSequenceNumberOfNobody() {
        assertEquals(0, highest("nobody"));
        delete("nobody", 10);
        assertEquals(0, highest("nobody"));
    }

    /// Pekko counts on it: an event that was never written must not hold back those behind it.
    @Test
    void rejectsOnlyTheWriteWhoseEventCannotBeSerialized() {
        send(
                "a",
                atomic(event("a", 1, "one")),
                atomic(event("a", 2, "two"), event("a", 3, new Unserializable()), event("a", 4, "four")),
                atomic(event("a", 5, "five")));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        expectWritten(1);
        expectRejected(2);
        expectRejected(3);
        expectRejected(4);
        expectWritten(5);
        assertEquals(List.of(1L, 5L), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void writesStorableEventsWithTheirRowsAndMixesThemWithOthers() throws Exception {
        send(
                "a",
                atomic(event("a", 1, new NumberedEvent("a", 1)), event("a", 2, "two")),
                atomic(event("a", 3, new NumberedEvent("a", 3))));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        for (long sequence = 1; sequence <= 3; sequence++) {
            expectWritten(sequence);
        }
        restart();
        assertEquals(
                List.of(new NumberedEvent("a", 1), "two", new NumberedEvent("a", 3)),
                replayed("a", 1, Long.MAX_VALUE, Long.MAX_VALUE).stream()
                        .map(PersistentRepr::payload)
                        .toList());
        for (long number : List.of(1L, 3L)) {
            byte[] row =
                    persistent.volume().objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number));
            assertEquals(new NumberedEvent("a", number), NumberedEvent.decode(row == null ? new byte[0] : row));
        }
    }

    @Test
    void writesNoRowOfARejectedWrite() throws Exception {
        send("a", atomic(event("a", 1, new NumberedEvent("a", 1)), event("a", 2, new Unserializable())));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        expectRejected(1);
        expectRejected(2);
        assertTrue(persistent.volume().objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", 1)) == null);
        assertEquals(0, highest("a"));
    }

    @Test
    void refusesToReplayRecordsOfAnUnknownTag() throws Exception {
        send("a", atomic(event("a", 1, new NumberedEvent("a", 1))));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        expectWritten(1);
        stop();
        persistent = new PersistentSystem(folder, false);
        probe = persistent.probe();
        ask(new JournalProtocol.ReplayMessages(1, Long.MAX_VALUE, Long.MAX_VALUE, "a", probe.getRef()));
        var failure = probe.expectMsgClass(PersistentSystem.PATIENCE, JournalProtocol.ReplayMessagesFailure.class);
        String said = failure.cause().toString();
        assertTrue(said.contains("journal records with tag 1 are not known to this version"), said);
    }

    /// Tags are for queries by tag, which this journal does not have; the event itself must not change.
    @Test
    void writesATaggedEventWithoutItsTags() {
        send(
                "a",
                atomic(event("a", 1, new Tagged("plain", Set.of("blue")))),
                atomic(event("a", 2, new Tagged(new NumberedEvent("a", 2), Set.of("red")))));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        expectWritten(1);
        expectWritten(2);
        assertEquals(
                List.of("plain", new NumberedEvent("a", 2)),
                replayed("a", 1, Long.MAX_VALUE, Long.MAX_VALUE).stream()
                        .map(PersistentRepr::payload)
                        .toList());
    }

    @Test
    void keepsWhatIsSaidOfAnEvent() throws Exception {
        send(
                "a",
                atomic(PersistentRepr.apply("payload", 1, "a", "manifest", false, ActorRef.noSender(), "writer")
                        .withTimestamp(1_234_567L)
                        .withMetadata("metadata")));
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        expectWritten(1);
        PersistentRepr event = replayed("a", 1, Long.MAX_VALUE, Long.MAX_VALUE).getFirst();
        assertEquals("manifest", event.manifest());
        assertEquals(1_234_567L, event.timestamp());
        assertEquals("metadata", event.metadata().get());
        assertFalse(event.deleted());
    }

    @Test
    void takesAnyIdAndConfusesNone() throws Exception {
        List<String> ids = List.of("", "a", "a\0", "a\0b", "ab", "\u00fc/\u00df|\ud83d\ude00", "x".repeat(4000));
        for (int i = 0; i < ids.size(); i++) {
            writeNumbered(ids.get(i), 1, i + 1);
        }
        delete("a", 1);
        restart();
        for (int i = 0; i < ids.size(); i++) {
            assertEquals(i + 1, highest(ids.get(i)), ids.get(i));
            assertEquals(
                    numbers(ids.get(i).equals("a") ? 2 : 1, i + 1),
                    replay(ids.get(i), 1, Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    /// A read sees every write that was sent before it, acknowledged or not.
    @Test
    void readsBehindTheWritesSentBefore() {
        ActorRef writer = persistent.probe().getRef();
        for (long sequence = 1; sequence <= 500; sequence++) {
            persistent.journal().tell(write("a", writer, atomic(event("a", sequence, "e" + sequence))), writer);
        }
        assertEquals(numbers(1, 500), replay("a", 1, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void keepsTheOrderOfEachIdWhileManyWrite() {
        List<TestKit> writers =
                IntStream.range(0, 16).mapToObj(_ -> persistent.probe()).toList();
        long syncsBefore = persistent.volume().counters().syncs();
        for (long sequence = 1; sequence <= 50; sequence++) {
            for (int number = 0; number < writers.size(); number++) {
                String id = "writer-" + number;
                ActorRef writer = writers.get(number).getRef();
                persistent.journal().tell(write(id, writer, atomic(event(id, sequence, "e"))), writer);
            }
        }
        for (TestKit writer : writers) {
            for (long sequence = 1; sequence <= 50; sequence++) {
                writer.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
                expectWritten(writer, sequence);
            }
        }
        long syncs = persistent.volume().counters().syncs() - syncsBefore;
        assertTrue(syncs < 16 * 50, "800 writes of 16 actors took " + syncs + " syncs");
        for (int number = 0; number < writers.size(); number++) {
            assertEquals(numbers(1, 50), replay("writer-" + number, 1, Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    private void writeNumbered(String id, long from, long to) {
        PersistentEnvelope[] writes = LongStream.rangeClosed(from, to)
                .mapToObj(sequence -> atomic(event(id, sequence, "e" + sequence)))
                .toArray(PersistentEnvelope[]::new);
        send(id, writes);
        probe.expectMsg(PersistentSystem.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        for (long sequence = from; sequence <= to; sequence++) {
            expectWritten(sequence);
        }
    }

    private void expectWritten(long sequence) {
        expectWritten(probe, sequence);
    }

    private static void expectWritten(TestKit writer, long sequence) {
        var written = writer.expectMsgClass(PersistentSystem.PATIENCE, JournalProtocol.WriteMessageSuccess.class);
        assertEquals(sequence, written.persistent().sequenceNr());
        assertEquals(INSTANCE, written.actorInstanceId());
    }

    private void expectRejected(long sequence) {
        var rejected = probe.expectMsgClass(PersistentSystem.PATIENCE, JournalProtocol.WriteMessageRejected.class);
        assertEquals(sequence, rejected.message().sequenceNr());
    }

    private void send(String id, PersistentEnvelope... writes) {
        ask(write(id, probe.getRef(), writes));
    }

    private void ask(Object request) {
        persistent.journal().tell(request, probe.getRef());
    }

    private static JournalProtocol.WriteMessages write(String id, ActorRef writer, PersistentEnvelope... writes) {
        assertTrue(List.of(writes).stream()
                .allMatch(write -> ((AtomicWrite) write).persistenceId().equals(id)));
        return new JournalProtocol.WriteMessages(
                CollectionConverters.asScala(List.of(writes)).toList(), writer, INSTANCE);
    }

    private static PersistentEnvelope atomic(PersistentRepr... events) {
        return new AtomicWrite(CollectionConverters.asScala(List.of(events)).toList());
    }

    private static PersistentRepr event(String id, long sequence, Object payload) {
        return PersistentRepr.apply(payload, sequence, id, "", false, ActorRef.noSender(), "writer");
    }

    private void delete(String id, long to) {
        ask(new JournalProtocol.DeleteMessagesTo(id, to, probe.getRef()));
        probe.expectMsgClass(PersistentSystem.PATIENCE, DeleteMessagesSuccess.class);
    }

    private long highest(String id) {
        ask(new JournalProtocol.ReplayMessages(1, Long.MAX_VALUE, 0, id, probe.getRef()));
        return assertInstanceOf(
                        JournalProtocol.RecoverySuccess.class,
                        probe.expectMsgClass(PersistentSystem.PATIENCE, JournalProtocol.RecoverySuccess.class))
                .highestSequenceNr();
    }

    private List<Long> replay(String id, long from, long to, long max) {
        return replayed(id, from, to, max).stream()
                .map(PersistentRepr::sequenceNr)
                .toList();
    }

    private List<PersistentRepr> replayed(String id, long from, long to, long max) {
        ask(new JournalProtocol.ReplayMessages(from, to, max, id, probe.getRef()));
        List<PersistentRepr> events = new ArrayList<>();
        Object answer = probe.expectMsgClass(PersistentSystem.PATIENCE, Object.class);
        while (answer instanceof JournalProtocol.ReplayedMessage replayed) {
            assertEquals(id, replayed.persistent().persistenceId());
            events.add(replayed.persistent());
            answer = probe.expectMsgClass(PersistentSystem.PATIENCE, Object.class);
        }
        assertInstanceOf(JournalProtocol.RecoverySuccess.class, answer);
        return events;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
