package io.murmur.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.cli.command.Complaints;
import io.murmur.core.cut.Cut;
import io.murmur.core.cut.Cuts;
import io.murmur.core.cut.Fate;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.door.http.DoorFixture;
import io.murmur.door.http.FakeNodeView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/// Runs the command against real doors.
@Execution(ExecutionMode.CONCURRENT)
final class VerifyCommandTest {

    private final DoorFixture doors = new DoorFixture();
    private final FakeNodeView view = new FakeNodeView(0);
    private String address = "";
    private String output = "";

    @BeforeEach
    void open() throws Exception {
        address = "127.0.0.1:" + doors.open(view);
    }

    @AfterEach
    void close() {
        doors.close();
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler(new Complaints());
        List<String> all = new ArrayList<>(List.of("--address", address));
        all.addAll(List.of(arguments));
        int exitCode = command.execute(all.toArray(String[]::new));
        output = out.toString();
        return exitCode;
    }

    private static AuditReport report(
            Verdict verdict, List<AuditReport.DifferingKey> keys, List<AuditReport.Found> flaws) {
        var statement = new AuditReport.Statement(FakeNodeView.id(1), 7, 0xBEL, 40, 0xB0L);
        return new AuditReport(
                List.of(new AuditReport.Partition(
                        3, verdict, List.of(statement), keys, flaws, new AuditReport.Counts(10, 2_000, 0))),
                List.of(),
                new TreeMap<>(),
                true);
    }

    private void assertSays(String... parts) {
        for (String part : parts) {
            assertTrue(output.contains(part), output);
        }
    }

    @Test
    void saysThatAllAgree() {
        view.audit(report(Verdict.AGREED, List.of(), List.of()));
        assertEquals(0, run());
        // 16 partitions, 8 at a time; the view answers with one partition each time.
        assertSays("2 partitions in 3.0 s; their owners read 20 rows with 3.9 KiB", "agreed 2", "All owners agree.");
        assertEquals(0, run("--quick"));
        assertSays("1 partition in 1.5 s; no rows were read");
    }

    @Test
    void saysWithWhomTheNodeWasOutOfTouch() {
        long noon = 1_700_000_000_000L;
        view.audit(report(Verdict.AGREED, List.of(), List.of()));
        view.sawCuts(
                new Cuts(List.of(
                        new Cut(FakeNodeView.id(1), false, noon, Cut.NOT_YET, 9, 0, 0, Cut.NOT_YET, 0, List.of()),
                        new Cut(FakeNodeView.id(2), false, noon, noon + 60_000, 9, 3, 300, noon + 61_500, 2, List.of()),
                        new Cut(FakeNodeView.id(2), false, 1_000, 2_000, 9, 3, 300, Cut.NOT_YET, 2, List.of()))),
                Fate.SUPERSEDED);
        assertEquals(0, run());
        assertSays(
                "a was out of touch with b from 2023-11-14T22:13:20Z until now; murmur cuts tells more\n",
                "a was out of touch with c from 2023-11-14T22:13:20Z to 2023-11-14T22:14:20Z and agreed with it 1.5 s"
                        + " later, 2 conflicts\n");
        assertEquals(
                2, output.lines().filter(line -> line.contains("out of touch")).count(), output);
    }

    @Test
    void namesWhatDiffers() {
        TreeMap<NodeId, @Nullable Long> digests = new TreeMap<>();
        digests.put(FakeNodeView.id(0), 5L);
        digests.put(FakeNodeView.id(1), null);
        view.audit(
                report(Verdict.DIFFERENT, List.of(new AuditReport.DifferingKey(Key.of("user:1"), digests)), List.of()));
        assertEquals(1, run("--range", "3"));
        assertSays(
                "partition 3, slots 3072 to 4095: different",
                "  b      40      00000000000000be  00000000000000b0",
                "  key \"user:1\": a 0000000000000005, b -",
                "Owners differ.");
    }

    @Test
    void namesWhatIsDamaged() {
        view.audit(report(
                Verdict.DAMAGED,
                List.of(),
                List.of(
                        new AuditReport.Found(
                                FakeNodeView.id(2), new Flaw(Flaw.Kind.OBJECT_UNREADABLE, 5, Key.of("k"))),
                        new AuditReport.Found(FakeNodeView.id(2), new Flaw(Flaw.Kind.INDEX_UNLIKE_TREE, 6, null)))));
        assertEquals(1, run("--range", "3"));
        assertSays("  c: object unreadable, key \"k\"", "  c: index unlike tree, segment 6", "Some rows are not");
    }

    @Test
    void doesNotRepeatForEachPartitionThatSomebodyIsAway() {
        view.audit(new AuditReport(
                List.of(new AuditReport.Partition(
                        3, Verdict.INCOMPLETE, List.of(), List.of(), List.of(), new AuditReport.Counts(0, 0, 0))),
                List.of(FakeNodeView.id(2)),
                new TreeMap<>(),
                true));
        assertEquals(1, run("--range", "3"));
        assertSays("incomplete 1", "c did not answer", "What was looked at agrees.");
        assertFalse(output.contains("partition 3"), output);
    }

    /// Eight partitions were too many for the time there is: four, two, and at last one at a time.
    @Test
    void asksAboutFewerPartitionsWhenTimeWasTooShort() {
        view.audit(new AuditReport(List.of(), List.of(), new TreeMap<>(), false));
        assertEquals(1, run("--range", "0-7"));
        assertSays("0 partitions in 12.0 s", "give it more time");
    }

    @Test
    void writesADocumentForPrograms() throws Exception {
        view.audit(report(Verdict.UNSETTLED, List.of(), List.of()));
        assertEquals(1, run("--json", "--range", "3-4"));
        JsonNode document = JsonMapper.builder().build().readTree(output);
        assertEquals("unsettled", document.get("verdict").asText());
        assertEquals(
                40,
                document.get("partitions")
                        .get(0)
                        .get("owners")
                        .get(0)
                        .get("events")
                        .asInt());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertEquals(2, run("--range", "9-3"));
        assertSays("\"9-3\" is no range of partitions");
        assertEquals(2, run("--range", "0-16"));
        assertSays("--range is 0-16; this cluster has partitions 0 to 15");
    }

    @Test
    void saysWhyNothingWasVerified() {
        assertEquals(1, run());
        assertSays("answers HTTP 503: Not done: it has too much to do.");
        view.agreeOnNothing();
        assertEquals(1, run());
        assertSays("belongs to no cluster yet");
        address = "127.0.0.1:1";
        assertEquals(1, run());
        assertSays("nobody answers at 127.0.0.1:1; give the HTTP door of a node with --address HOST:PORT");
    }
}
