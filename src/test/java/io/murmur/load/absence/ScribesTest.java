package io.murmur.load.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.absence.Census.Verdict;
import io.murmur.load.fake.FakeNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Writers and the census against a node in memory that refuses or lies.
@Timeout(60)
final class ScribesTest {

    private static final int CONNECTIONS = 5;
    private static final int WINDOW = 8;
    private static final long LONG_MILLIS = 30_000;
    private static final Story STORY = new Story(30, 300, 60);

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    /// Each command that is divisible by the number is refused with this error; 0 for none.
    private String answer(List<String> words, int refuseEvery, String error) {
        if (refuseEvery > 0 && asked.incrementAndGet() % refuseEvery == 0) {
            return "-" + error + "\r\n";
        }
        return switch (words.getFirst()) {
            case "SET" -> {
                stored.put(words.get(1), words.get(2));
                yield "+OK\r\n";
            }
            case "DEL" -> stored.remove(words.get(1)) == null ? ":0\r\n" : ":1\r\n";
            default -> shown(stored.get(words.get(1)));
        };
    }

    private static String shown(@Nullable String value) {
        String values = value == null ? "*0\r\n" : "*1\r\n$" + value.length() + "\r\n" + value + "\r\n";
        return "*4\r\n$6\r\nvalues\r\n" + values + "$7\r\ncontext\r\n$1\r\nx\r\n";
    }

    private static Scribes.Style style(FakeNode node, long patienceMillis) {
        return new Scribes.Style(List.of(node.address()), CONNECTIONS, WINDOW, patienceMillis);
    }

    private Scribes writeAll(FakeNode node) throws IOException {
        Scribes scribes = new Scribes(STORY, style(node, LONG_MILLIS));
        scribes.write(writer -> STORY.before(writer, CONNECTIONS));
        scribes.write(writer -> STORY.during(writer, CONNECTIONS));
        return scribes;
    }

    private static Census census(FakeNode node, Set<Long> doubtful) throws IOException {
        Census census = new Census(STORY, doubtful);
        census.take(node.address(), CONNECTIONS, WINDOW, LONG_MILLIS);
        return census;
    }

    @Test
    void anHonestNodeShowsEverythingInTheEnd() throws IOException {
        try (FakeNode node = new FakeNode(0, words -> answer(words, 0, ""))) {
            Scribes scribes = writeAll(node);
            assertEquals(30 + 300 + 20 + 30, scribes.acknowledged());
            assertEquals(Set.of(), scribes.failed().keySet());
            Census census = census(node, scribes.doubtful());
            assertEquals(List.of(), census.examples());
            assertEquals(25, census.count(Verdict.RIGHTLY_GONE));
            assertEquals(305, census.count(Verdict.RIGHT));
        }
    }

    @Test
    void repeatsWhatWasRefusedAndCountsIt() throws IOException {
        try (FakeNode node = new FakeNode(0, words -> answer(words, 10, "OVERLOADED try later"))) {
            Scribes scribes = writeAll(node);
            assertEquals(30 + 300 + 20 + 30, scribes.acknowledged());
            assertEquals(0, scribes.givenUp());
            assertEquals(Set.of("OVERLOADED"), scribes.failed().keySet());
            assertEquals(Set.of(), scribes.doubtful());
            assertEquals(0, census(node, scribes.doubtful()).count(Verdict.UNREAD));
        }
    }

    @Test
    void doubtsKeysOfWhichATryMayHaveHappened() throws IOException {
        try (FakeNode node = new FakeNode(0, words -> answer(words, 10, "UNKNOWN maybe"))) {
            Scribes scribes = writeAll(node);
            assertEquals(Set.of("UNKNOWN?"), scribes.failed().keySet());
            assertTrue(!scribes.doubtful().isEmpty());
        }
    }

    @Test
    void givesUpWhatIsNeverTaken() throws IOException {
        try (FakeNode node = new FakeNode(0, words -> answer(words, 1, "DISKFULL"))) {
            Scribes scribes = new Scribes(STORY, style(node, 1));
            scribes.write(writer -> STORY.before(writer, CONNECTIONS));
            assertEquals(0, scribes.acknowledged());
            assertEquals(30, scribes.givenUp());
        }
    }

    @Test
    void theCensusFindsEachLie() throws IOException {
        try (FakeNode node = new FakeNode(0, words -> answer(words, 0, ""))) {
            writeAll(node);
            stored.remove(Story.name(2));
            stored.put(Story.name(0), STORY.value(0, Story.FIRST));
            stored.put(Story.name(1), STORY.value(1, Story.FIRST));
            stored.put(Story.name(5), STORY.value(2, Story.FIRST));
            Census census = census(node, Set.of());
            assertEquals(1, census.count(Verdict.LOST));
            assertEquals(1, census.count(Verdict.STALE));
            assertEquals(1, census.count(Verdict.CAME_BACK));
            assertEquals(1, census.count(Verdict.INVENTED));
            assertEquals(4, census.examples().size());
        }
    }

    @Test
    void aSiblingIsExplainedOnlyByAWriteWithoutAnswer() {
        Set<String> both = Set.of(STORY.value(0, Story.FIRST), STORY.value(0, Story.SECOND));
        assertEquals(Verdict.STALE, new Census(STORY, Set.of()).judge(0, both));
        assertEquals(Verdict.EXPLAINED, new Census(STORY, Set.of(0L)).judge(0, both));
        assertEquals(Verdict.CAME_BACK, new Census(STORY, Set.of()).judge(1, Set.of(STORY.value(1, Story.FIRST))));
    }

    @Test
    void nothingExplainsThatAKeyIsLost() {
        for (int generation : List.of(Story.FIRST, Story.SECOND)) {
            long key = generation == Story.FIRST ? 2 : 0;
            assertEquals(generation, STORY.lastGeneration(key));
            assertEquals(Verdict.LOST, new Census(STORY, Set.of(key)).judge(key, Set.of()));
        }
    }
}
