package io.murmur.cli.status;

import static io.murmur.cli.status.Golden.assertGolden;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.command.Address;
import io.murmur.door.http.FakeNodeView;
import io.murmur.door.http.NodeView;
import io.murmur.door.http.status.NodeStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What people read, word for word, of a cluster of three in several states.
final class StatusReadingTest {

    private static final String DOOR_OF_B = "127.0.0.1:7102";
    private static final String DOOR_OF_C = "127.0.0.1:7103";

    private final FakeNodeView a = new FakeNodeView(0);
    private final FakeNodeView b = new FakeNodeView(1);
    private final FakeNodeView c = new FakeNodeView(2);

    @Test
    void ofAHealthyCluster() throws IOException {
        ClusterPicture picture = picture(told(a), told(b), told(c));
        assertGolden("healthy.txt", StatusReading.text(picture));
        assertTrue(picture.allReady());
    }

    @Test
    void ofAClusterWithANodeThatDoesNotAnswer() throws IOException {
        a.see(2, false, 12_300, "unreachable", DOOR_OF_C);
        b.see(2, false, 11_600, "down", DOOR_OF_C);
        ClusterPicture picture = picture(told(a), told(b), silent(2));
        assertGolden("one-away.txt", StatusReading.text(picture));
        assertFalse(picture.allReady());
    }

    /// c does not answer here, and b has heard of it later than a.
    @Test
    void ofWhatNodesHaveHeardOfEachOther() throws IOException {
        a.hear(0, heard(1.2, 900, Map.of("b", 0.0021, "c", 0.25)));
        a.hear(1, heard(2.4, 40, Map.of()));
        a.hear(2, heard(70, 3, Map.of()));
        b.hear(0, heard(3.6, 900, Map.of()));
        b.hear(1, heard(0.1, 44, Map.of("a", 0.0019)));
        b.hear(2, heard(61, 5, Map.of()));
        for (int node = 0; node < 3; node++) {
            a.see(node, node < 2, 12_300, node < 2 ? "up" : "unreachable", "127.0.0.1:" + (7101 + node));
            b.see(node, node < 2, 12_300, node < 2 ? "up" : "unreachable", "127.0.0.1:" + (7101 + node));
        }
        assertGolden("heard.txt", StatusReading.text(picture(told(a), told(b), silent(2))));
    }

    private static NodeStatus.Heard heard(double age, long operations, Map<String, Double> roundTrips) {
        return new NodeStatus.Heard(age, operations, 2, 11L << 30, 7, 1, "0123456789abcdef", roundTrips);
    }

    /// a reaches nobody, b does not reach a, and c believes that it reaches both.
    @Test
    void ofAPartitionedCluster() throws IOException {
        a.see(1, false, 75_100, "unreachable", DOOR_OF_B);
        a.see(2, false, 75_400, "unreachable", DOOR_OF_C);
        b.see(0, false, 7_380_000, "unreachable", "127.0.0.1:7101");
        b.agreeOnEpoch(8);
        c.agreeOnEpoch(8);
        c.have(new NodeStatus.Disk(500L << 20, 1L << 30, false));
        a.have(new NodeStatus.Clock(0.3, 0.5));
        assertGolden("partitioned.txt", StatusReading.text(picture(told(a), told(b), told(c))));
    }

    @Test
    void ofAClusterThatIsForming() throws IOException {
        a.become(NodeView.State.FORMING, "It waits for c.");
        b.become(NodeView.State.RECOVERING, "It reads its volume.");
        a.agreeOnNothing();
        a.seeNothingOf(2);
        b.see(2, false, 3_600, "none", "not a door");
        assertGolden("forming.txt", StatusReading.text(picture(told(a), told(b))));
    }

    @Test
    void ofNobody() throws IOException {
        assertGolden("nobody.txt", StatusReading.text(picture(silent(0), silent(1), silent(2))));
    }

    @Test
    void asJson() throws IOException {
        a.see(1, false, 12_000, "unreachable", DOOR_OF_B);
        String document = StatusDocument.text(picture(told(a), told(c), silent(1)));
        assertTrue(document.startsWith("{\n  \"healthy\" : false,\n  \"warnings\" : [ \"b does not answer"), document);
        assertTrue(document.contains("\"silence\" : \"connection refused\""), document);
        assertTrue(document.contains("\"placementEpoch\" : 7"), document);
    }

    private static Answer told(FakeNodeView view) {
        NodeStatus status = view.status();
        int index = FakeNodeView.NAMES.indexOf(status.node().name());
        return new Answer.Told(door(index), status);
    }

    private static Answer silent(int node) {
        return new Answer.Silent(door(node), "connection refused");
    }

    private static Address door(int node) {
        return new Address("127.0.0.1", 7101 + node);
    }

    private static ClusterPicture picture(Answer... answers) {
        return ClusterPicture.of(new ArrayList<>(List.of(answers)), List.of());
    }
}
