package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verification behind real actors, volumes and frames: what somebody did to a volume is found and named.
final class VerifyPathTest {

    private static final int KEYS = 100;
    private static final Key VICTIM = Key.of("key7");

    @TempDir
    private Path folder;

    private Trio trio;

    @BeforeEach
    void start() throws Exception {
        trio = new Trio(folder);
        for (int number = 0; number < KEYS; number++) {
            var put = new ClientOperation.Put(
                    Key.of("key" + number),
                    Mutation.set(Value.of("v")),
                    null,
                    new OperationId(1, number + 1),
                    Tries.ONLY,
                    0);
            assertInstanceOf(Outcome.Written.class, trio.ask(number % 3, put));
        }
    }

    @AfterEach
    void stop() throws Exception {
        trio.close();
    }

    private AuditReport.Partition damaged() {
        AuditReport report = trio.verify(0, true);
        List<AuditReport.Partition> found = report.partitions().stream()
                .filter(partition -> partition.verdict() != Verdict.AGREED)
                .toList();
        assertEquals(1, found.size(), report::toString);
        assertEquals(Verdict.DAMAGED, found.getFirst().verdict());
        return found.getFirst();
    }

    @Test
    void replicasThatAgreeSaySo() {
        AuditReport report = trio.verify(1, true);
        assertEquals(Verdict.AGREED, report.verdict(), report::toString);
        assertEquals(
                3L * KEYS,
                report.partitions().stream()
                        .mapToLong(partition -> partition.counts().rows())
                        .sum());
        assertTrue(report.partitions().stream()
                .allMatch(partition -> partition.statements().size() == 3));
    }

    @Test
    void eachOwnerShowsWhatItKnowsOfAKey() throws Exception {
        trio.rot(2, VICTIM);
        KeyReport report = trio.explain(1, VICTIM);
        assertEquals(3, report.shown().size());
        for (KeyReport.Shown shown : report.shown()) {
            boolean isRotten = shown.owner().equals(trio.nodeOf(2));
            assertEquals(isRotten, shown.object() == null, shown::toString);
            assertTrue(shown.clock().clock().size() > 0);
        }
    }

    @Test
    void aFlippedByteIsFoundAndItsKeyNamed() throws Exception {
        trio.rot(2, VICTIM);
        AuditReport.Found found = damaged().flaws().getFirst();
        assertEquals(trio.nodeOf(2), found.owner());
        assertEquals(Flaw.Kind.OBJECT_UNREADABLE, found.flaw().kind());
        assertEquals(VICTIM, found.flaw().key());
    }

    @Test
    void anObjectThatIsGoneIsFound() throws Exception {
        trio.loseObject(2, VICTIM);
        AuditReport.Found found = damaged().flaws().getFirst();
        assertEquals(trio.nodeOf(2), found.owner());
        assertEquals(VICTIM, found.flaw().key());
    }

    /// It must not be taken for a key that nobody has written.
    @Test
    void anObjectThatIsGoneIsNotAnsweredFrom() throws Exception {
        trio.loseObject(2, VICTIM);
        trio.cut(0);
        var get = new ClientOperation.Get(VICTIM, 0);
        assertInstanceOf(Outcome.Failed.class, trio.askBriefly(2, get));
        trio.unmute();
        assertInstanceOf(Outcome.Read.class, trio.ask(2, get));
    }

    @Test
    void aHiddenWriteIsFoundAndItsKeyNamed() throws Exception {
        trio.hide(2, VICTIM);
        AuditReport.Partition found = damaged();
        assertEquals(trio.nodeOf(2), found.flaws().getFirst().owner());
        assertEquals(
                List.of(VICTIM),
                found.keys().stream().map(AuditReport.DifferingKey::key).toList());
    }
}
