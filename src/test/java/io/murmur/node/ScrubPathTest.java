package io.murmur.node;

import static io.murmur.node.Clients.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scrub behind real actors and volumes: what somebody did to a volume is found without anybody asking.
final class ScrubPathTest {

    private static final int KEYS = 60;
    private static final Key VICTIM = Key.of("key7");

    @TempDir
    private Path folder;

    private Trio trio;
    private final Clients clients = new Clients();

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(
                folder, ReplicationLimits.DEFAULT, new ScrubSettings(400, 64L << 20, 64 * 1024), PurgeSettings.DEFAULT);
        for (int number = 0; number < KEYS; number++) {
            clients.write(trio, number % 3, Key.of("key" + number), Mutation.set(Value.of("v")));
        }
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    /// The tree is made to fit the rows, so exchanges see what is missing, and fetch it. The correction is in
    /// the journal.
    @Test
    void aRowThatWentUnnoticedComesBack() throws Exception {
        byte[] row = trio.rowOf(0, VICTIM);
        trio.hide(2, VICTIM);
        await("it comes back", () -> trio.rowOf(2, VICTIM) != null);
        assertArrayEquals(row, trio.rowOf(2, VICTIM));
        assertEquals(1, trio.scrub(2).foundSoFar(Flaw.Kind.INDEX_UNLIKE_TREE));
        trio.restart();
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
    }

    @Test
    void aRowThatRottedIsCountedAndRestored() throws Exception {
        byte[] row = trio.rowOf(0, VICTIM);
        trio.rot(1, VICTIM);
        await("it is restored", () -> trio.scrub(1).restoredSoFar() > 0);
        assertTrue(trio.scrub(1).foundSoFar(Flaw.Kind.OBJECT_UNREADABLE) > 0);
        assertEquals(0, trio.scrub(0).foundSoFar(Flaw.Kind.OBJECT_UNREADABLE));
        assertArrayEquals(row, trio.rowOf(1, VICTIM));
        assertEquals(0, trio.scrub(1).lostSoFar());
        trio.restart();
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
    }

    @Test
    void anObjectThatIsGoneIsRestored() throws Exception {
        byte[] row = trio.rowOf(0, VICTIM);
        trio.loseObject(1, VICTIM);
        await("it is restored", () -> trio.scrub(1).restoredSoFar() > 0);
        assertArrayEquals(row, trio.rowOf(1, VICTIM));
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
    }

    /// The object of before is whole, and is not the one the index was written with.
    @Test
    void aWriteThatTheDiskForgotIsRestored() throws Exception {
        trio.putBackObject(1, VICTIM, StoredObject.of(VersionVector.EMPTY, List.of(), 1));
        byte[] row = trio.rowOf(0, VICTIM);
        await("it is restored", () -> trio.scrub(1).restoredSoFar() > 0);
        assertArrayEquals(row, trio.rowOf(1, VICTIM));
    }

    @Test
    void anIndexRowThatIsGoneIsWrittenAgain() throws Exception {
        trio.loseIndexRow(1, VICTIM);
        await("it is there again", () -> trio.isIndexed(1, VICTIM));
        assertEquals(Verdict.AGREED, trio.verify(0, true).verdict());
    }

    @Test
    void readsAllRowsAgainAndAgain() throws Exception {
        await("all rows are read twice", () -> trio.scrub(0).rows() >= 2 * KEYS);
        assertTrue(trio.scrub(0).bytes() > 0);
    }
}
