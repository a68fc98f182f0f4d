package io.murmur.rules.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every key of Murmur in `reference.conf` has a comment right above it; profiles only override keys that exist.
final class ReferenceConfTest {

    private static final String OURS = "murmur.";
    private static final File REFERENCE_FILE = new File("src/main/resources/reference.conf");
    private static final Config REFERENCE = parse(REFERENCE_FILE);
    private static final List<Path> PROFILE_FOLDERS = List.of(Path.of("config"), Path.of("k8s"));

    @Test
    void everyKeyIsDocumented() {
        assertEquals(List.of(), undocumented(REFERENCE));
    }

    @Test
    void profilesOnlyOverride() throws IOException {
        assumeTrue(REFERENCE_FILE.exists(), "there is no reference.conf to override yet");
        for (Path profile : profiles()) {
            assertEquals(List.of(), unknown(parse(profile.toFile())), profile::toString);
        }
    }

    @Test
    void refusesAKeyWithoutAComment() {
        Config config = ConfigFactory.parseString("""
            murmur {
              # What it is.
              documented = 3
              # A comment about the block is none about its keys.
              block { undocumented = 4 }
              #
              empty = 5
            }
            other.key = 6
            """);
        assertEquals(List.of("murmur.block.undocumented", "murmur.empty"), undocumented(config));
    }

    @Test
    void refusesAProfileWithAnUnknownKey() {
        assertEquals(List.of("murmur.no.such-key"), unknown(ConfigFactory.parseString("murmur.no.such-key = 3")));
    }

    private static List<Path> profiles() throws IOException {
        List<Path> profiles = new ArrayList<>();
        for (Path folder : PROFILE_FOLDERS) {
            try (Stream<Path> walk = Files.isDirectory(folder) ? Files.walk(folder) : Stream.of()) {
                walk.filter(path -> path.toString().endsWith(".conf")).sorted().forEach(profiles::add);
            }
        }
        return profiles;
    }

    private static Config parse(File file) {
        return ConfigFactory.parseFile(file).resolve();
    }

    private static List<String> undocumented(Config config) {
        return config.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(OURS))
                .filter(entry -> entry.getValue().origin().comments().stream().allMatch(String::isBlank))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// Keys that the reference does not define. What it leaves without a value stands there as null.
    private static List<String> unknown(Config profile) {
        return profile.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith(OURS) && !REFERENCE.hasPathOrNull(key))
                .sorted()
                .toList();
    }
}
