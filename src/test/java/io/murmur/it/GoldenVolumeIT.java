package io.murmur.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes that earlier versions left behind when they were killed: this one opens them and answers what they answered.
///
/// They were made with `src/test/resources/golden/volume/make` and are never made again.
@Execution(ExecutionMode.CONCURRENT)
final class GoldenVolumeIT {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/volume");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = "1")
    void answersWhatItAnsweredWhenItWasMade(String name) throws Exception {
        Path cli = Tools.installed("redis-cli");
        Path volume = unpack(GOLDEN.resolve(name + ".zip"));
        SingleNode node = SingleNode.on(volume);
        try (NodeRuns nodes = new NodeRuns(folder, Map.of())) {
            Path configuration =
                    nodes.configure("node", Files.readString(GOLDEN.resolve("node.conf")) + node.configuration());
            Process process = nodes.startServing("node", configuration, node);
            String dialogue = Files.readString(GOLDEN.resolve(name + ".txt"), StandardCharsets.ISO_8859_1);
            assertEquals(dialogue, hold(cli, node, questionsOf(dialogue)));
            nodes.assertStopsCleanly(process, "node");
        }
    }

    private Path unpack(Path zip) throws IOException {
        Path volume = folder.resolve("volume");
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = volume.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(entries, target);
                }
            }
        }
        return volume;
    }

    private static List<String> questionsOf(String dialogue) {
        return dialogue.lines()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2))
                .toList();
    }

    /// The same dialogue with `node`.
    private static String hold(Path cli, SingleNode node, List<String> questions)
            throws IOException, InterruptedException {
        StringBuilder dialogue = new StringBuilder();
        for (String question : questions) {
            List<String> arguments = new ArrayList<>(List.of("-p", node.redisPort()));
            arguments.addAll(List.of(question.split(" ")));
            dialogue.append("> ")
                    .append(question)
                    .append('\n')
                    .append(Tools.output(cli, arguments.toArray(String[]::new)));
        }
        return dialogue.toString();
    }
}
