package io.murmur.cli.cuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.cli.command.Complaints;
import io.murmur.core.cut.Conflict;
import io.murmur.core.cut.Cut;
import io.murmur.core.cut.Cuts;
import io.murmur.core.cut.Fate;
import io.murmur.core.machine.Key;
import io.murmur.door.http.DoorFixture;
import io.murmur.door.http.FakeNodeView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/// Runs the command against the real doors of three nodes that pretend.
@Execution(ExecutionMode.CONCURRENT)
final class CutsCommandTest {

    private static final long NOON = 1_700_000_000_000L;

    private final DoorFixture doors = new DoorFixture();
    private final List<FakeNodeView> views = new ArrayList<>();
    private String address = "";
    private String output = "";

    @BeforeEach
    void open() throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            views.add(new FakeNodeView(node));
            ports.add(doors.open(views.get(node)));
        }
        for (FakeNodeView view : views) {
            for (int node = 0; node < 3; node++) {
                view.see(node, true, 90_000, "up", "127.0.0.1:" + ports.get(node));
            }
        }
        address = "127.0.0.1:" + ports.getFirst();
    }

    @AfterEach
    void close() {
        doors.close();
    }

    /// A cut of one minute from noon on.
    private static Cut cut(int peer, long agreedMillis) {
        return new Cut(
                FakeNodeView.id(peer),
                false,
                NOON,
                NOON + 60_000,
                1_234,
                56,
                7_800,
                agreedMillis,
                1,
                List.of(new Conflict(3, Key.of("cart:7"))));
    }

    private static Cut start(int peer) {
        return new Cut(FakeNodeView.id(peer), true, NOON - 90_000, NOON - 89_000, 0, 0, 0, NOON - 88_000, 0, List.of());
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new CutsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler(new Complaints());
        int exit = line.execute(arguments);
        output = out.toString();
        return exit;
    }

    private void assertSays(String text) {
        assertTrue(output.contains(text), output);
    }

    @Test
    void showsOneTroubleAsEachSideSawIt() {
        views.get(0).sawCuts(new Cuts(List.of(cut(2, NOON + 61_500))), Fate.SEVERAL_VALUES_STAND);
        views.get(2).sawCuts(new Cuts(List.of(cut(0, NOON + 62_000))), Fate.SEVERAL_VALUES_STAND);
        assertEquals(0, run("--address", address), output);
        assertEquals(1, output.lines().filter(line -> line.contains("UTC")).count(), output);
        assertSays("a     c                  22:13:20.000  22:14:20.000  60.0 s  1234             56 (7.6 KiB)  1.5 s");
        assertSays("c     a                  22:13:20.000  22:14:20.000  60.0 s  1234             56 (7.6 KiB)  2.0 s");
        assertSays("written on both sides: 1 key\n    1 several values stand\n    \"cart:7\": several values stand");
        assertSays("All nodes have come together again.");
    }

    @Test
    void saysThatSomebodyLacksSomethingStill() {
        views.get(1).sawCuts(new Cuts(List.of(cut(2, Cut.NOT_YET))), Fate.SUPERSEDED);
        assertEquals(1, run("--address", address), output);
        assertSays("Not all nodes have come together again.");
    }

    @Test
    void startsAfterWhichNothingWasMissingAreShownOnRequest() {
        views.get(0).sawCuts(new Cuts(List.of(start(1), start(2))), Fate.SUPERSEDED);
        assertEquals(0, run("--address", address), output);
        assertEquals("No node remembers a cut.\n", output);
        assertEquals(0, run("--address", address, "--starts"), output);
        assertSays("start 22:11:50.000");
    }

    @Test
    void saysWhoDoesNotAnswer() throws Exception {
        views.get(0).see(2, false, 1_000, "none", "127.0.0.1:1");
        assertEquals(1, run("--address", address), output);
        assertSays("c did not say what it saw: nobody answers at 127.0.0.1:1");
    }

    @Test
    void printsADocument() throws Exception {
        views.get(0).sawCuts(new Cuts(List.of(cut(2, NOON + 61_500))), Fate.DELETED);
        assertEquals(0, run("--address", address, "--json"), output);
        var document = new JsonMapper().readTree(output);
        assertEquals(3, document.path("nodes").size());
        var seen = document.path("nodes").path(0).path("cuts").path(0);
        assertEquals("c", seen.path("peer").asText());
        assertEquals(1.5, seen.path("agreedSeconds").asDouble());
        assertEquals("deleted", seen.path("keys").path(0).path("fate").asText());
    }
}
