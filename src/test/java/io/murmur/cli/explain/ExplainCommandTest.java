package io.murmur.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.cli.command.Complaints;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Amount;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
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
        know(silent, StoredObject.of(VersionVector.of(DOT), List.of(sibling), 0));
    }

    private void know(List<NodeId> silent, StoredObject object) {
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
    void tellsWhatElementsHold() {
        know(
                List.of(),
                new Sibling(DOT, 0, OPERATION, Value.of("rome"), null, new Element(KeyType.HASH, Value.of("city"))));
        assertEquals(0, run("user:1"));
        assertTells(
                "A reader of a single value is shown nothing: it is a hash of 1 field, the type of its last writer.");
        assertTells("b/5: field city: \"rome\", 4 bytes -- in place");
        Value score = Value.ofOwned(new byte[] {0x3F, (byte) 0xF8, 0, 0, 0, 0, 0, 0});
        know(List.of(), new Sibling(DOT, 0, OPERATION, score, null, new Element(KeyType.SORTED_SET, Value.of("ann"))));
        assertEquals(0, run("user:1"));
        assertTells("it is a sorted set of 1 member, the type of its last writer.");
        assertTells("b/5: member ann, score 1.5 -- in place");
        know(List.of(), new Sibling(DOT, 0, OPERATION, null, null, new Element(KeyType.SET, Value.of("ann"))));
        assertEquals(0, run("user:1"));
        assertTells("b/5: member ann -- in place");
        know(List.of(), new Sibling(DOT, 0, OPERATION, null, null, new Element(KeyType.SET, null)));
        assertEquals(0, run("user:1"));
        assertTells("A reader is shown nothing: its elements were removed.");
        assertTells("b/5: removal of elements -- removed what it knew of");
    }

    @Test
    void saysHowManyElementsItDoesNotTell() {
        List<Sibling> members = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            Dot dot = new Dot(DOT.actor(), i);
            members.add(new Sibling(dot, 0, OPERATION, null, null, new Element(KeyType.SET, Value.of("m" + i))));
        }
        know(List.of(), StoredObject.of(VersionVector.of(new Dot(DOT.actor(), 250)), members, 0));
        assertEquals(0, run("user:1"));
        assertTells("it is a set of 250 members, the type of its last writer.");
        assertTells("b/100: member m100 -- in place");
        assertTells("and 150 more elements");
        assertFalse(output.contains("member m101"), output);
    }

    private void assertTells(String line) {
        assertTrue(output.contains(line + "\n"), () -> line + "\n" + output);
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
