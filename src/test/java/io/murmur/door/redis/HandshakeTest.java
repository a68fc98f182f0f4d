package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.resp.GlobPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays what clients send when they connect and look around, and compares the answers.
///
/// A transcript has lines `> WORD WORD...` (sent as one array; `''` is an empty word), `>> raw` (sent as it is,
/// with `\r\n` spelled out), `< answer` (as [ReplyReader] shows it, a pattern; `\n` for a line break), `!` (the
/// door closes), and comments. Lines `>` that follow each other are sent in one piece.
class HandshakeTest {

    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "scenarios", "redis");

    static Stream<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void answersAsTheClientExpects(Path transcript) throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
                RawClient client = fixture.connect()) {
            StringBuilder unsent = new StringBuilder();
            int number = 0;
            for (String line : Files.readAllLines(transcript)) {
                number++;
                String at = transcript.getFileName() + ":" + number + ": ";
                if (line.startsWith("> ")) {
                    unsent.append(RawClient.command(words(line.substring(2))));
                } else if (line.startsWith(">> ")) {
                    unsent.append(line.substring(3).replace("\\r", "\r").replace("\\n", "\n"));
                } else if (line.startsWith("< ")) {
                    flush(client, unsent);
                    assertShows(line.substring(2), client.read(), at);
                } else if (line.equals("!")) {
                    flush(client, unsent);
                    assertTrue(client.isClosedByTheDoor(), at + "still open");
                }
            }
        }
    }

    private static void flush(RawClient client, StringBuilder unsent) throws IOException {
        client.send(unsent.toString());
        unsent.setLength(0);
    }

    private static void assertShows(String pattern, String shown, String at) {
        String flat = shown.replace("\r", "").replace("\n", "\\n");
        byte[] escaped = pattern.replace("\\n", "\\\\n").replace("[", "\\[").getBytes(StandardCharsets.UTF_8);
        assertTrue(
                new GlobPattern(escaped).matches(flat.getBytes(StandardCharsets.UTF_8)),
                () -> at + "expected " + pattern + "\n  but was " + flat);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(word -> word.equals("''") ? "" : word)
                .toList();
    }
}
