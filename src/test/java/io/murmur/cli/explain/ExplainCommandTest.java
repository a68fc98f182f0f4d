package io.murmur.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.cli.command.Complaints;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Amount;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import io.murmur.door.http.DoorFixture;
import io.murmur.door.http.FakeNodeView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/// Runs the command against a real door.
@Execution(ExecutionMode.CONCURRENT)
final class ExplainCommandTest {

    private final DoorFixture doors = new DoorFixture();
    private final FakeNodeView view = new FakeNodeView(0);
    private String address = "";
    private String output = "";

    @BeforeEach
    void open() throws Exception {
        address = "127.0.0.1:" + doors.open(view);
        know(List.of());
    }

    @AfterEach
    void close() {
        doors.close();
    }

    private static final Dot DOT = new Dot(new ActorId(FakeNodeView.id(1), 7), 5);
    private static final OperationId OPERATION = new OperationId(1, 2);

    private void know(List<NodeId> silent) {
        know(silent, new Sibling(DOT, 0, OPERATION, Value.of("hello")));
    }

    private void know(List<NodeId> silent, Sibling sibling) {
        StoredObject object = StoredObject.of(VersionVector.of(DOT), List.of(sibling), 0);
        ReplicaClock clock = new ReplicaClock(3, 7, 0, 0, new PartitionClock());
        view.know(new KeyReport(
                Key.of("user:1"),
                3,
                List.of(
                        new KeyReport.Shown(FakeNodeView.id(0), object, clock),
                        new KeyReport.Shown(FakeNodeView.id(1), StoredObject.ABSENT, clock)),
                silent,
                new TreeMap<>()));
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ExplainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler(new Complaints());
        List<String> all = new ArrayList<>(List.of("--address", address));
        all.addAll(List.of(arguments));
        int exitCode = command.execute(all.toArray(String[]::new));
        output = out.toString();
        return exitCode;
    }

    @Test
    void tellsTheStoryOfAKey() {
        assertEquals(0, run("user:1"));
        for (String part : List.of(
                "key \"user:1\", slot 10778, partition 3, owners ",
                "namespace default: 3 owners, 2 for a write, 2 for a read, siblings\n",
                "A reader is shown \"hello\": it is the only version.\n",
                "b/5: \"hello\", 5 bytes -- shown\n",
                "  written through b at 1970-01-01T00:00:00Z by its clock, operation ",
                "  lives at a; has not reached b\n",
                "b        absent")) {
            assertTrue(output.contains(part), () -> part + "\n" + output);
        }
    }

    @Test
    void tellsWhatWasAddedByWhom() {
        know(List.of(), new Sibling(DOT, 0, OPERATION, null, null, new Amount(42, 5, 0)));
        assertEquals(0, run("user:1"));
        for (String part : List.of(
                "A reader is shown \"42\": it is the sum of what 1 writer added.\n",
                "b/5: added 42 in all -- is counted\n")) {
            assertTrue(output.contains(part), () -> part + "\n" + output);
        }
    }

    @Test
    void writesADocumentForPrograms() throws Exception {
        assertEquals(0, run("--json", "user:1"));
        assertEquals(
                "b/5",
                JsonMapper.builder()
                        .build()
                        .readTree(output)
                        .get("versions")
                        .get(0)
                        .get("event")
                        .asText());
    }

    @Test
    void saysWhoDidNotAnswer() {
        know(List.of(FakeNodeView.id(2)));
        assertEquals(1, run("user:1"));
        assertTrue(output.contains("c did not answer"), output);
    }

    @Test
    void refusesAKeyThatIsNoHexadecimal() {
        assertEquals(1, run("--hex", "xyz"));
        assertTrue(output.contains("must be an even number of hexadecimal digits"), output);
        assertEquals(2, run());
    }
}
