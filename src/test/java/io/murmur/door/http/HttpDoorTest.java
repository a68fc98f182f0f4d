package io.murmur.door.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Asks a real door over real sockets; behind it is a node that says what the test wants.
final class HttpDoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final FakeNodeView view = new FakeNodeView(0);
    private final DoorFixture doors = new DoorFixture();
    private int port;

    @BeforeEach
    void open() throws IOException {
        port = doors.open(view);
    }

    @AfterEach
    void close() {
        client.close();
        doors.close();
    }

    @Test
    void isLiveInEveryState() throws Exception {
        for (NodeView.State state : NodeView.State.values()) {
            view.become(state, "Whatever.");
            HttpResponse<String> response = get("/health/live");
            assertEquals(200, response.statusCode());
            assertEquals("{\"live\":true}", response.body());
        }
    }

    @ParameterizedTest
    @EnumSource(NodeView.State.class)
    void isReadyInOneStateOnly(NodeView.State state) throws Exception {
        view.become(state, "It says \"why\".");
        HttpResponse<String> response = get("/health/ready");
        boolean ready = state == NodeView.State.READY;
        assertEquals(ready ? 200 : 503, response.statusCode());
        assertEquals(
                "{\"ready\":" + ready + ",\"state\":\"" + StatusReport.text(state)
                        + "\",\"detail\":\"It says \\\"why\\\".\"}",
                response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void readinessDoesNotDependOnTheOthers() throws Exception {
        view.see(1, false, 60_000, "unreachable", "127.0.0.1:7102");
        view.see(2, false, 60_000, "down", "127.0.0.1:7103");
        assertEquals(200, get("/health/ready").statusCode());
    }

    @Test
    void showsThePageOfMetricsAsPrometheusExpectsIt() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertEquals(200, response.statusCode());
        assertEquals(DoorFixture.PAGE, response.body());
        assertEquals(
                "text/plain; version=0.0.4; charset=UTF-8",
                response.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void answersAreNotKeptByAnybody() throws Exception {
        assertEquals(
                "no-store", get("/status").headers().firstValue("cache-control").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/status/", "/health", "/Metrics", "/%73tatus/x"})
    void namesThePathsWhenAskedForAnother(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(404, response.statusCode());
        assertEquals(
                "There is nothing at this path; there is /health/live, /health/ready, /status, /verify, /explain,"
                        + " /cuts, /metrics.\n",
                response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void refusesToChangeAnything(String method) throws Exception {
        HttpResponse<String> response = send(request("/status").method(method, HttpRequest.BodyPublishers.noBody()));
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", response.headers().firstValue("allow").orElseThrow());
        assertEquals(method + " is not allowed: this door only shows; use GET or HEAD.\n", response.body());
    }

    @Test
    void answersHeadWithTheHeadersOfGet() throws Exception {
        HttpResponse<String> response = send(request("/health/live").HEAD());
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        view.become(NodeView.State.STOPPING, "It stops.");
        assertEquals(503, send(request("/health/ready").HEAD()).statusCode());
    }

    @Test
    void refusesAParameterItDoesNotUnderstand() throws Exception {
        HttpResponse<String> response = get("/status?partitions=yes");
        assertEquals(400, response.statusCode());
        assertEquals("The parameter partitions must be true or false.\n", response.body());
        assertEquals(400, get("/status?partitions=%25").statusCode());
    }

    @Test
    void refusesALongPath() throws Exception {
        assertEquals(414, get("/" + "x".repeat(20_000)).statusCode());
    }

    @Test
    void refusesABodyAndGoesOn() throws Exception {
        var body = HttpRequest.BodyPublishers.ofByteArray(new byte[100]);
        assertEquals(400, send(request("/status").method("GET", body)).statusCode());
        assertEquals(200, get("/status").statusCode());
    }

    @Test
    void isNotImpressedByALargeBody() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String head = "POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[1_000]);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        }
        assertEquals(200, get("/status").statusCode());
    }

    @Test
    void aBrokenPageDoesNotBreakTheOthers() throws Exception {
        view.breakKeys();
        HttpResponse<String> response = get("/status");
        assertEquals(500, response.statusCode());
        assertEquals("This page failed; the log of the node says why.\n", response.body());
        assertEquals(200, get("/health/live").statusCode());
    }

    @Test
    void letsNoMoreConnectionsInThanItMay() throws Exception {
        HttpDoor narrow = doors.open(view, new HttpDoorSettings("127.0.0.1", 0, 1, 30_000));
        String question = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Socket first = connect(narrow.port());
                Socket second = connect(narrow.port())) {
            ask(first, question);
            assertEquals('H', first.getInputStream().read());
            ask(second, question);
            second.setSoTimeout(300);
            assertThrows(
                    SocketTimeoutException.class, () -> second.getInputStream().read());
            first.shutdownOutput();
            second.setSoTimeout((int) PATIENCE.toMillis());
            assertEquals('H', second.getInputStream().read());
        }
    }

    @Test
    void saysWhichAddressIsTaken() {
        IOException refused =
                assertThrows(IOException.class, () -> doors.open(view, new HttpDoorSettings("127.0.0.1", port)));
        assertEquals(
                "the HTTP door cannot listen on 127.0.0.1:" + port + " (murmur.node.bind, murmur.ports.http)",
                refused.getMessage());
    }

    @Test
    void nobodyAnswersAfterItStopped() throws Exception {
        HttpDoor other = doors.open(view, HttpDoorSettings.loopback());
        doors.stop(other);
        assertThrows(IOException.class, () -> connect(other.port()).close());
        assertFalse(get("/health/live").body().isEmpty());
    }

    private Socket connect(int to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void ask(Socket socket, String question) throws IOException {
        socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
