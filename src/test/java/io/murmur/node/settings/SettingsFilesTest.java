package io.murmur.node.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.target.MurmurFleet;
import io.murmur.node.configuration.BadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files, includes and the environment; and the files that other things are started with.
final class SettingsFilesTest {

    private static final int NODES = 3;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsTheFileOfThePods() throws Exception {
        NodeSettings settings = NodeSettings.load(
                Path.of("k8s/base/murmur.conf"),
                Map.of(
                        "MURMUR_NODE_NAME", "murmur-2",
                        "MURMUR_NODE_HOST", "murmur-2.murmur-headless",
                        "MURMUR_HEAP", "1g",
                        "HOSTNAME", "murmur-2"));
        assertEquals(
                "murmur-2=murmur-2.murmur-headless:7355",
                settings.place().address().toString());
        assertEquals("0.0.0.0", settings.place().bindHost());
        assertEquals("0.0.0.0", settings.redis().bindHost());
        assertEquals(Path.of("/data"), settings.place().data());
        assertEquals(
                List.of("murmur-0", "murmur-1", "murmur-2"),
                settings.cluster().terms().nodes());
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void aPodWithoutItsNameIsToldSo() {
        BadSettings bad =
                assertThrows(BadSettings.class, () -> NodeSettings.load(Path.of("k8s/base/murmur.conf"), Map.of()));
        assertTrue(bad.getMessage().contains("murmur.node.name is not set"), bad.getMessage());
    }

    @Test
    void readsTheFilesOfTheLoadTests() throws Exception {
        try (MurmurFleet fleet = new MurmurFleet(Path.of("bin/murmur"), folder, Map.of())) {
            for (int node = 0; node < NODES; node++) {
                NodeSettings settings = NodeSettings.load(folder.resolve("murmur-" + node + ".conf"), Map.of());
                assertEquals("murmur-" + node, settings.place().name());
                assertEquals(fleet.address(node).getPort(), settings.place().redisPort());
                assertEquals(NODES, settings.cluster().terms().replicas());
            }
        }
    }

    @Test
    void everyProfileLeavesAConfigurationGood() throws Exception {
        List<Path> profiles = profiles();
        assertTrue(profiles.size() >= 2, profiles::toString);
        for (Path profile : profiles) {
            Path file = write("node.conf", """
                include required(file("%s"))
                murmur.node { name = a, data = "%s" }
                murmur.cluster.nodes = ["a=10.0.0.1:7355", "b=10.0.0.2:7355", "c=10.0.0.3:7355"]
                """.formatted(profile.toAbsolutePath(), folder));
            assertEquals(List.of(), NodeSettings.load(file, Map.of()).warnings(), profile::toString);
        }
    }

    private static List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Path file = good("murmur.ports.redis = 7000\nmurmur.namespaces.web-pages { read-owners = 3 }");
        NodeSettings settings = NodeSettings.load(
                file,
                Map.of(
                        "MURMUR_PORTS_REDIS", "7001",
                        "MURMUR_REDIS_STALL_TIMEOUT", "7 s",
                        "MURMUR_CLUSTER_NODES", "a=h1:7355, b=h2:7355,",
                        "MURMUR_CLUSTER_REPLICAS", "2",
                        "MURMUR_NAMESPACES_WEB_PAGES_READ_OWNERS", "1",
                        "MURMUR_NODE_NAME", "b"));
        assertEquals(7001, settings.redis().port());
        assertEquals(7_000, settings.redis().stallMillis());
        assertEquals("b=h2:7355", settings.place().address().toString());
        assertEquals(1, settings.namespaces().named().getFirst().readOwners());
    }

    @Test
    void aBadVariableIsNamed() throws Exception {
        Path file = good("");
        BadSettings bad = assertThrows(
                BadSettings.class,
                () -> NodeSettings.load(
                        file, Map.of("MURMUR_PORTS_REDIS", "x", "MURMUR_PORTS_HTPP", "1", "MURMUR_QQQQQ", "1")));
        List<String> problems = bad.problems();
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(
                problems.contains("the environment variable MURMUR_PORTS_HTPP sets no key of Murmur; did you mean"
                        + " MURMUR_PORTS_HTTP?"),
                problems::toString);
        assertTrue(problems.getLast()
                .startsWith("murmur.ports.redis is \"x\" (environment variable MURMUR_PORTS_REDIS);"));
    }

    @Test
    void includesAreRead() throws Exception {
        write("shared.conf", "murmur.storage.lanes = 7\nmurmur.ports.redis = ${PORT}");
        NodeSettings settings = NodeSettings.load(good("include \"shared.conf\""), Map.of("PORT", "7009"));
        assertEquals(7, settings.lanes());
        assertEquals(7009, settings.redis().port());
    }

    @Test
    void anIncludeThatIsNotThereIsNamed() throws Exception {
        for (String include : List.of("\"shared.conf\"", "file(\"shared.conf\")", "classpath(\"shared.conf\")")) {
            Path file = good("include " + include);
            BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(file, Map.of()), include);
            assertTrue(bad.getMessage().contains("shared.conf"), bad.getMessage());
        }
    }

    @Test
    void keysOutsideOfTheBlockAreNamedUnlessTheyAreVariables() throws Exception {
        Path stray = good("ports.redis = 7009\nmurmr.storage.lanes = 2\nrack = 12");
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(stray, Map.of()));
        assertEquals(2, bad.problems().size(), bad::getMessage);
        assertTrue(bad.getMessage().contains("did you mean murmur.ports?"), bad.getMessage());
        assertTrue(bad.getMessage().contains("did you mean murmur?"), bad.getMessage());
        Path variable = good("lanes-of-all = 7\nmurmur.storage.lanes = ${lanes-of-all}");
        assertEquals(7, NodeSettings.load(variable, Map.of()).lanes());
    }

    @Test
    void aProblemSaysWhereTheValueStands() throws Exception {
        Path file = good("murmur.storage.lanes = 700");
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(file, Map.of()));
        assertTrue(bad.getMessage().contains("(" + file + ": 3)"), bad.getMessage());
    }

    @Test
    void aMissingFileIsToldSo() {
        Path missing = folder.resolve("none.conf");
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(missing, Map.of()));
        assertTrue(bad.getMessage().contains(missing.toString()), bad.getMessage());
    }

    @Test
    void aBrokenFileIsToldWhere() throws Exception {
        Path file = write("broken.conf", "murmur {\n  node { name = \n");
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(file, Map.of()));
        assertTrue(bad.getMessage().contains("broken.conf: 3"), bad.getMessage());
    }

    @Test
    void anUndefinedVariableIsToldSo() throws Exception {
        Path file = good("murmur.storage.lanes = ${LANES}");
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.load(file, Map.of()));
        assertTrue(bad.getMessage().contains("${LANES}"), bad.getMessage());
    }

    private Path good(String more) throws IOException {
        return write("good.conf", """
            murmur.node { name = a, data = "%s" }
            murmur.cluster.nodes = ["a=10.0.0.1:7355", "b=10.0.0.2:7355", "c=10.0.0.3:7355"]
            %s
            """.formatted(folder, more));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
