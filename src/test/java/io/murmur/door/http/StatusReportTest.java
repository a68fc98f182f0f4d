package io.murmur.door.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The status document: what it says, and that another version can read it.
final class StatusReportTest {

    private final FakeNodeView view = new FakeNodeView(1);

    @Test
    void saysWhatTheGoldenDocumentSays() throws IOException {
        view.hear(2, new NodeStatus.Heard(13.5, 1_200, 3, 1L << 33, 7, 1, "00000000000000ff", Map.of("a", 0.001)));
        view.see(2, false, 12_400, "unreachable", "127.0.0.1:7103");
        String golden;
        try (InputStream in = StatusReportTest.class.getResourceAsStream("/golden/status/node.json")) {
            golden = new JsonMapper().readTree(in).toString();
        }
        assertEquals(golden, new String(StatusJson.write(StatusReport.of(view, false)), StandardCharsets.UTF_8));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        view.hear(0, new NodeStatus.Heard(0.5, 0, 0, 0, 7, 1, "00", Map.of()));
        view.see(0, true, 1, "up", "");
        NodeStatus status = StatusReport.of(view, true);
        assertEquals(status, StatusJson.read(StatusJson.write(status)));
    }

    @Test
    void listsEachPartitionOnlyWhenAsked() {
        assertNull(partitions(false).each());
        List<NodeStatus.Partition> each =
                Objects.requireNonNull(partitions(true).each());
        assertEquals(16, each.size());
        assertEquals(3, each.getFirst().available());
        assertTrue(each.getFirst().owners().containsAll(FakeNodeView.NAMES));
    }

    @Test
    void countsItselfAsAvailableOnlyWhenReady() {
        assertEquals(Map.of(3, 16), partitions(false).byOwnersAvailable());
        view.become(NodeView.State.RECOVERING, "It reads its volume.");
        view.see(0, false, 1_000, "unreachable", "");
        assertEquals(Map.of(1, 16), partitions(false).byOwnersAvailable());
        assertEquals(16, partitions(false).withFewerThan(2));
        assertEquals(0, partitions(false).withFewerThan(1));
    }

    @Test
    void firstOwnersOfAllNodesCoverEachPartitionOnce() {
        int sum = 0;
        for (int node = 0; node < 3; node++) {
            NodeStatus status = StatusReport.of(new FakeNodeView(node), false);
            sum += Objects.requireNonNull(status.partitions()).ownedFirst();
        }
        assertEquals(16, sum);
    }

    @Test
    void hasNoClusterBeforeFormation() throws IOException {
        view.become(NodeView.State.FORMING, "It waits for a.");
        view.agreeOnNothing();
        view.seeNothingOf(0);
        NodeStatus status = StatusReport.of(view, true);
        assertNull(status.cluster());
        assertNull(status.partitions());
        assertNull(status.members().getFirst().id());
        assertEquals(status, StatusJson.read(StatusJson.write(status)));
        assertFalse(status.node().isReady());
    }

    @Test
    void readsWhatALaterVersionAdds() throws IOException {
        NodeStatus status = StatusReport.of(view, false);
        String text = new String(StatusJson.write(status), StandardCharsets.UTF_8);
        String later = text.replace("\"format\":1", "\"format\":2,\"invented\":{\"later\":[1]}")
                .replace("\"pekko\":\"up\"", "\"pekko\":\"up\",\"zone\":\"x\"");
        assertEquals(
                status.members(),
                StatusJson.read(later.getBytes(StandardCharsets.UTF_8)).members());
    }

    @Test
    void refusesWhatIsNoStatus() {
        for (String text : List.of("", "null", "[]", "{}", "<html></html>", "{\"format\":1}")) {
            assertThrows(IOException.class, () -> StatusJson.read(text.getBytes(StandardCharsets.UTF_8)), text);
        }
    }

    private NodeStatus.Partitions partitions(boolean withEach) {
        return Objects.requireNonNull(StatusReport.of(view, withEach).partitions());
    }
}
