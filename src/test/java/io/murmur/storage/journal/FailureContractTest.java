package io.murmur.storage.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteSnapshotFailure;
import org.apache.pekko.persistence.DeleteSnapshotsFailure;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/// What Pekko Persistence promises when a plug-in cannot do what it is asked: each request gets its own answer of
/// failure, so that no persistent actor waits for ever or takes something for durable. Here the volume is gone.
class FailureContractTest {

    private static final SnapshotMetadata TAKEN = new SnapshotMetadata("a", 10, 1);

    @TempDir
    private Path folder;

    private PersistentSystem persistent;
    private TestKit probe;

    @BeforeEach
    void startAndLoseTheVolume() throws IOException {
        persistent = new PersistentSystem(folder);
        probe = persistent.probe();
        persistent.volume().close();
    }

    @AfterEach
    void stop() throws IOException {
        persistent.close();
    }

    private <T> T answer(ActorRef plugin, Object request, Class<T> kind) {
        plugin.tell(request, probe.getRef());
        return probe.expectMsgClass(PersistentSystem.PATIENCE, kind);
    }

    private static PersistentEnvelope atomic(long from, long to) {
        List<PersistentRepr> events = LongStream.rangeClosed(from, to)
                .mapToObj(sequence -> PersistentRepr.apply("e", sequence, "a", "", false, ActorRef.noSender(), "w"))
                .toList();
        return new AtomicWrite(CollectionConverters.asScala(events).toList());
    }

    @Test
    void aFailedWriteFailsAllItsEvents() {
        var writes = CollectionConverters.asScala(List.of(atomic(1, 2), atomic(3, 3)))
                .toList();
        var request = new JournalProtocol.WriteMessages(writes, probe.getRef(), 7);
        var failed = answer(persistent.journal(), request, JournalProtocol.WriteMessagesFailed.class);
        assertEquals(2, failed.writeCount());
        for (long sequence = 1; sequence <= 3; sequence++) {
            var one = probe.expectMsgClass(PersistentSystem.PATIENCE, JournalProtocol.WriteMessageFailure.class);
            assertEquals(sequence, one.message().sequenceNr());
            assertEquals(7, one.actorInstanceId());
        }
    }

    @Test
    void aFailedDeleteOfEventsSaysHowFarItShouldHaveGone() {
        var request = new JournalProtocol.DeleteMessagesTo("a", 5, probe.getRef());
        assertEquals(
                5,
                answer(persistent.journal(), request, DeleteMessagesFailure.class)
                        .toSequenceNr());
    }

    @Test
    void aFailedReplayIsNoEmptyJournal() {
        var request = new JournalProtocol.ReplayMessages(1, Long.MAX_VALUE, Long.MAX_VALUE, "a", probe.getRef());
        answer(persistent.journal(), request, JournalProtocol.ReplayMessagesFailure.class);
    }

    @Test
    void aFailedSnapshotIsNotSaved() {
        var request = new SnapshotProtocol.SaveSnapshot(TAKEN, "state");
        var failed = answer(persistent.snapshots(), request, SaveSnapshotFailure.class);
        assertEquals(10, failed.metadata().sequenceNr());
    }

    @Test
    void aFailedLoadIsNoMissingSnapshot() {
        var request = new SnapshotProtocol.LoadSnapshot("a", SnapshotSelectionCriteria.latest(), Long.MAX_VALUE);
        answer(persistent.snapshots(), request, SnapshotProtocol.LoadSnapshotFailed.class);
    }

    @Test
    void failedDeletesOfSnapshotsNameThem() {
        var one = new SnapshotProtocol.DeleteSnapshot(TAKEN);
        assertEquals(
                TAKEN,
                answer(persistent.snapshots(), one, DeleteSnapshotFailure.class).metadata());
        var range = new SnapshotProtocol.DeleteSnapshots("a", SnapshotSelectionCriteria.latest());
        assertEquals(
                SnapshotSelectionCriteria.latest(),
                answer(persistent.snapshots(), range, DeleteSnapshotsFailure.class)
                        .criteria());
    }
}
