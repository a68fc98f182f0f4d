package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Dialogues, written down so that anybody can review them.
class TranscriptTest {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios/transfer");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesAsWritten(Path scenario) throws IOException {
        assertEquals(Files.readString(scenario), Transcript.play(Files.readAllLines(scenario)));
    }

    @Test
    void thereAreScenarios() throws IOException {
        assertFalse(scenarios().isEmpty());
    }

    /// Prints what the given files should say, to be reviewed before it is kept.
    public static void main(String[] files) throws IOException {
        for (String file : files) {
            System.out.print(Transcript.play(Files.readAllLines(Path.of(file))));
        }
    }
}
