package io.murmur.storage.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/// What Pekko Persistence promises of a snapshot store, asked in the messages persistent actors send to it.
class SnapshotContractTest {

    private static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();
    private static final String NONE = "none";

    private final Map<Long, Long> timestamps = new TreeMap<>();

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

    /// What no serializer knows.
    private static final class Unserializable {}

    @Test
    void loadsTheNewestThatTheCriteriaAllow() throws Exception {
        saveFive();
        assertEquals("s-50", load(LATEST));
        assertEquals("s-30", load(criteria(39, Long.MAX_VALUE, 0, 0)));
        assertEquals("s-20", load(criteria(Long.MAX_VALUE, timestampOf(20), 0, 0)));
        assertEquals("s-20", load(criteria(30, timestampOf(20), 0, 0)));
        assertEquals(NONE, load(criteria(9, Long.MAX_VALUE, 0, 0)));
        assertEquals(NONE, load(criteria(39, Long.MAX_VALUE, 35, 0)));
        assertEquals(NONE, load(criteria(30, Long.MAX_VALUE, 0, timestampOf(30) + 1)));
        assertEquals(NONE, load(SnapshotSelectionCriteria.none()));
        stop();
        start();
        assertEquals("s-50", load(LATEST));
    }

    @Test
    void loadsNothingBehindTheSequenceNumberOfTheRecovery() {
        saveFive();
        ask(new SnapshotProtocol.LoadSnapshot("a", LATEST, 45));
        assertEquals("s-40", loaded());
    }

    @Test
    void hasNoSnapshotOfOthers() {
        saveFive();
        ask(new SnapshotProtocol.LoadSnapshot("aa", LATEST, Long.MAX_VALUE));
        assertEquals(NONE, loaded());
    }

    @Test
    void takesTheNewerOfTwoWithOneSequenceNumber() {
        save(10, "first");
        save(10, "second");
        assertEquals("second", load(LATEST));
    }

    @Test
    void deletesOneAndOnlyThatOne() {
        saveFive();
        ask(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 50, timestampOf(50))));
        probe.expectMsgClass(PersistentSystem.PATIENCE, DeleteSnapshotSuccess.class);
        assertEquals("s-40", load(LATEST));
    }

    /// Without the time it was taken, the one of that sequence number is meant; with another time, none.
    @Test
    void deletesBySequenceNumberAndTime() {
        saveFive();
        ask(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 50, 1)));
        probe.expectMsgClass(PersistentSystem.PATIENCE, DeleteSnapshotSuccess.class);
        assertEquals("s-50", load(LATEST));
        ask(new SnapshotProtocol.DeleteSnapshot(new SnapshotMetadata("a", 50, 0)));
        probe.expectMsgClass(PersistentSystem.PATIENCE, DeleteSnapshotSuccess.class);
        assertEquals("s-40", load(LATEST));
    }

    @Test
    void deletesARange() {
        saveFive();
        deleteRange(criteria(40, Long.MAX_VALUE, 20, 0));
        assertEquals("s-50", load(LATEST));
        assertEquals("s-10", load(criteria(49, Long.MAX_VALUE, 0, 0)));
        deleteRange(LATEST);
        assertEquals(NONE, load(LATEST));
    }

    @Test
    void failsToSaveWhatCannotBeSerializedAndNothingElse() {
        save(10, "before");
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata("a", 20, 1), new Unserializable()));
        var failure = probe.expectMsgClass(PersistentSystem.PATIENCE, SaveSnapshotFailure.class);
        assertEquals(20, failure.metadata().sequenceNr());
        assertEquals("before", load(LATEST));
        save(30, "behind");
        assertEquals("behind", load(LATEST));
    }

    @Test
    void keepsALargeSnapshot() throws Exception {
        String state = "0123456789abcdef".repeat(2 * 1024 * 1024);
        save(10, state);
        stop();
        start();
        assertEquals(state, load(LATEST));
    }

    private void saveFive() {
        for (long sequence = 10; sequence <= 50; sequence += 10) {
            save(sequence, "s-" + sequence);
        }
    }

    /// When a snapshot was taken: Pekko stamps it.
    private long timestampOf(long sequence) {
        return timestamps.getOrDefault(sequence, 0L);
    }

    private void save(long sequence, String state) {
        ask(new SnapshotProtocol.SaveSnapshot(new SnapshotMetadata("a", sequence, 0), state));
        var saved = probe.expectMsgClass(PersistentSystem.PATIENCE, SaveSnapshotSuccess.class);
        assertEquals(sequence, saved.metadata().sequenceNr());
        timestamps.put(sequence, saved.metadata().timestamp());
        // The next one is taken at another time.
        while (System.currentTimeMillis() <= saved.metadata().timestamp()) {
            Thread.onSpinWait();
        }
    }

    private void deleteRange(SnapshotSelectionCriteria criteria) {
        ask(new SnapshotProtocol.DeleteSnapshots("a", criteria));
        probe.expectMsgClass(PersistentSystem.PATIENCE, DeleteSnapshotsSuccess.class);
    }

    private String load(SnapshotSelectionCriteria criteria) {
        ask(new SnapshotProtocol.LoadSnapshot("a", criteria, Long.MAX_VALUE));
        return loaded();
    }

    private String loaded() {
        Option<SelectedSnapshot> found = probe.expectMsgClass(
                        PersistentSystem.PATIENCE, SnapshotProtocol.LoadSnapshotResult.class)
                .snapshot();
        return found.isEmpty() ? NONE : found.get().snapshot().toString();
    }

    private void ask(Object request) {
        persistent.snapshots().tell(request, probe.getRef());
    }

    private static SnapshotSelectionCriteria criteria(
            long sequenceMax, long timestampMax, long sequenceMin, long timestampMin) {
        return SnapshotSelectionCriteria.create(sequenceMax, timestampMax, sequenceMin, timestampMin);
    }
}
