package io.murmur.core.replicate.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays every transcript: its commands must lead to what it says happened.
class TranscriptTest {

    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "scenarios", "active");

    static Stream<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void happensAsItIsWritten(Path transcript) throws IOException {
        String written = Files.readString(transcript);
        assertEquals(written, Script.played(written.lines().toList()), transcript.toString());
    }
}
