package io.murmur.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.murmur.node.settings.NodeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written for nodes, and what is read of them.
final class DevFolderTest {

    @TempDir
    private Path temporary = Path.of("");

    private DevFolder folder = new DevFolder(temporary);

    @BeforeEach
    void useAFolderWithAnAwkwardName() {
        folder = new DevFolder(temporary.resolve("a \"folder\" = 1"));
    }

    @Test
    void itsConfigurationsAreThoseOfACluster() throws Exception {
        folder.write(nodes(3), null);
        assertEquals(3, folder.size());
        NodeSettings second = NodeSettings.load(nodes(3).get(1).config(), Map.of());
        assertEquals("murmur-2=127.0.0.1:7202", second.place().address().toString());
        assertEquals(7002, second.redis().port());
        assertEquals(7102, second.http().port());
        assertEquals(folder.root().resolve("murmur-2"), second.place().data());
        assertEquals(3, second.cluster().terms().replicas());
        assertEquals(
                second.cluster(),
                NodeSettings.load(nodes(3).getFirst().config(), Map.of()).cluster());
    }

    @Test
    void replicasFollowASmallClusterAndStayThreeInALargeOne() throws Exception {
        folder.write(nodes(1), null);
        assertEquals(1, replicas());
        folder.write(nodes(5), null);
        assertEquals(3, replicas());
        assertEquals(5, folder.size());
    }

    private int replicas() throws Exception {
        return NodeSettings.load(nodes(1).getFirst().config(), Map.of())
                .cluster()
                .terms()
                .replicas();
    }

    @Test
    void sharedSettingsHoldForAllNodes() throws Exception {
        Path shared = Files.writeString(temporary.resolve("shared.conf"), "murmur.storage.lanes = 2");
        folder.write(nodes(2), shared);
        assertEquals(2, NodeSettings.load(nodes(2).getLast().config(), Map.of()).lanes());
    }

    @Test
    void theEnvironmentMustNotGiveAllNodesTheSamePlace() {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "MURMUR_NODE_NAME", "x",
                "MURMUR_PORTS_REDIS", "1",
                "MURMUR_CLUSTER_NODES", "x=y:1",
                "MURMUR_LOG_LEVEL", "debug",
                "PATH", "/bin"));
        ChildNode.forgetPlaces(environment);
        assertEquals(Map.of("MURMUR_LOG_LEVEL", "debug", "PATH", "/bin"), environment);
    }

    @Test
    void lastWordsAreTheLastLinesSinceTheStart() throws Exception {
        Path log = Files.writeString(temporary.resolve("log"), "before\n");
        long start = Files.size(log);
        Files.writeString(log, "before\n" + "line\n\n".repeat(20) + "last\n");
        List<String> lines = ChildNode.lastLines(log, start);
        assertEquals(8, lines.size());
        assertEquals("last", lines.getLast());
        assertEquals(List.of(), ChildNode.lastLines(log, Files.size(log)));
    }

    @Test
    void understandsWhatANodeSaysOfItself() {
        Sight sight = HealthProbe.read("{\"ready\":false,\"state\":\"forming\",\"detail\":\"waits for c\"}");
        assertNotNull(sight);
        assertEquals(
                "murmur-1  redis 7001   http 7101   pid 42       forming    waits for c",
                sight.lineOf(nodes(1).getFirst(), "42"));
        assertNull(HealthProbe.read("<html>"));
        assertNull(HealthProbe.read("{}"));
    }

    private List<DevNode> nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> folder.node(number, DevNode.Ports.above(7000, number)))
                .toList();
    }
}
