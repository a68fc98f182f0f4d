package io.murmur.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.door.http.DoorFixture;
import io.murmur.door.http.FakeNodeView;
import io.murmur.door.http.NodeView;
import io.murmur.door.http.status.NodeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Runs the command against real doors.
@Execution(ExecutionMode.CONCURRENT)
final class StatusCommandTest {

    private static final String PATIENCE = "--timeout=1m";

    private final DoorFixture doors = new DoorFixture();
    private final List<FakeNodeView> views = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private String output = "";

    @BeforeEach
    void open() throws IOException {
        for (int node = 0; node < 3; node++) {
            views.add(new FakeNodeView(node));
            ports.add(doors.open(views.get(node)));
        }
        ports(ports);
    }

    private void ports(List<Integer> shown) {
        for (FakeNodeView view : views) {
            for (int node = 0; node < 3; node++) {
                view.see(node, true, 5_000, "up", "127.0.0.1:" + shown.get(node));
            }
        }
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void findsTheOthersThroughOne() {
        assertEquals(0, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(1)));
        assertTrue(output.startsWith("All 3 nodes are ready.\n"), output);
    }

    @Test
    void showsANodeOnceThoughItIsAskedTwice() throws IOException {
        String twice = "127.0.0.1:" + ports.get(0) + ",localhost:" + ports.get(0);
        assertEquals(0, run(PATIENCE, "--json", "--address", twice));
        assertEquals(3, json().get("nodes").size());
    }

    @Test
    void saysWhoLostData() {
        views.get(1).loseData(1);
        views.get(1).see(1, true, 1_000, "up", "127.0.0.1:" + ports.get(1));
        assertEquals(0, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(0)));
        assertTrue(output.contains("! b lost data: it applies writes"), output);
    }

    @Test
    void saysWhoHasMetDamage() {
        views.get(2).have(new NodeStatus.Integrity(0.5, 0, 60, 3));
        assertEquals(0, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(0)));
        assertTrue(output.contains("! c has met rows that are not as they were written, 3 times"), output);
    }

    @Test
    void saysWhoseWritesAreOnOneDiskAlone() {
        views.get(2).have(new NodeStatus.Integrity(0.5, 4.9, 60, 0));
        assertEquals(0, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(0)));
        assertFalse(output.contains("passive"), output);
        views.get(2).have(new NodeStatus.Integrity(0.5, 61, 60, 0));
        assertEquals(0, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(0)));
        assertTrue(output.contains("! other owners have not fetched passive writes of c for 1 min"), output);
    }

    @Test
    void failsWhenANodeIsNotReady() {
        views.get(2).become(NodeView.State.STOPPING, "It finishes 3 operations.");
        assertEquals(1, run(PATIENCE, "--address", "127.0.0.1:" + ports.get(0)));
        assertTrue(output.startsWith("! c is not ready, it is stopping: It finishes 3 operations.\n"), output);
    }

    @Test
    void failsWhenANodeDoesNotAnswer() throws IOException {
        int nobody = freePort();
        ports(List.of(ports.get(0), nobody, ports.get(2)));
        assertEquals(1, run(PATIENCE, "--json", "--address", "127.0.0.1:" + ports.get(0), "127.0.0.1:" + nobody));
        JsonNode document = json();
        assertFalse(document.get("healthy").asBoolean());
        JsonNode b = document.get("nodes").get(1);
        assertEquals("b", b.get("name").asText());
        assertEquals("connection refused", b.get("silence").asText());
        assertFalse(b.has("status"));
        assertEquals(
                "b does not answer at 127.0.0.1:" + nobody + ": connection refused",
                document.get("warnings").get(0).asText());
    }

    @Test
    void doesNotWaitForEver() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();
            assertEquals(1, run("--timeout", "100ms", "--address", address));
            assertEquals("! " + address + " does not answer: no answer within 100 ms\nNo node answered.\n", output);
        }
    }

    @Test
    void noticesThatSomethingElseAnswers() throws IOException {
        views.get(0).breakKeys();
        String address = "127.0.0.1:" + ports.get(0);
        assertEquals(1, run(PATIENCE, "--address", address));
        assertEquals("! " + address + " does not answer: it answers HTTP 500\nNo node answered.\n", output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:", ":1", "a:0", "a:70000", "a:1/status", "http://a:1", "x@a:1", "a:1?b"})
    void refusesWhatIsNoAddress(String address) {
        assertEquals(2, run("--address", address));
        assertTrue(output.contains("is no address of an HTTP door; it must be host:port"), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0s", "-1s", "11m", "1h", "9999999ms", ""})
    void refusesWhatIsNoTimeout(String timeout) {
        assertEquals(2, run("--timeout", timeout));
        assertTrue(output.contains("it must be from 1ms to 10m"), output);
    }

    @Test
    void explainsItself() {
        assertEquals(0, run("--help"));
        assertTrue(output.contains("Usage: status"), output);
    }

    private int run(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int exit = new CommandLine(new StatusCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
        writer.flush();
        output = text.toString();
        return exit;
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(output);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
