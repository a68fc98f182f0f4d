package io.murmur.load.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.load.absence.Story.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoryTest {

    private static final int WRITERS = 7;
    private static final int WINDOW = 16;
    private static final Story STORY = new Story(100, 1_000, 100);

    @Test
    void leavesEachKeyAsItSays() {
        Map<Long, Integer> state = new HashMap<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            windows(STORY.before(writer, WRITERS)).forEach(window -> carryOut(window, state));
        }
        assertEquals(100, state.size());
        for (int writer = 0; writer < WRITERS; writer++) {
            windows(STORY.during(writer, WRITERS)).forEach(window -> carryOut(window, state));
        }
        assertEquals(STORY.keys(), state.size());
        state.forEach((key, generation) -> assertEquals(STORY.lastGeneration(key), generation, Story.name(key)));
    }

    @Test
    void changesOldAndNewKeysWhileTheNodeIsAway() {
        List<Write> writes = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            windows(STORY.during(writer, WRITERS)).forEach(writes::addAll);
        }
        assertEquals(34, count(writes, Story.SECOND, true));
        assertEquals(33, count(writes, Story.DELETED, true));
        assertEquals(50, count(writes, Story.SECOND, false));
        assertEquals(50, count(writes, Story.DELETED, false));
        assertEquals(1_000, count(writes, Story.FIRST, false));
        assertEquals(1_167, writes.size());
    }

    @Test
    void aWindowHoldsNoKeyTwice() {
        for (List<Write> window : windows(STORY.during(3, WRITERS))) {
            Set<Long> keys = new HashSet<>();
            window.forEach(write -> assertTrue(keys.add(write.key()), window::toString));
            assertTrue(window.size() <= WINDOW);
        }
    }

    @Test
    void valuesTellKeyAndGenerationAndHaveTheirSize() {
        String first = STORY.value(17, Story.FIRST);
        assertEquals(100, first.length());
        assertFalse(first.equals(STORY.value(17, Story.SECOND)) || first.equals(STORY.value(18, Story.FIRST)));
        assertEquals(List.of("DEL", "away:17"), STORY.command(new Write(17, Story.DELETED)));
        assertEquals(List.of("SET", "away:17", first), STORY.command(new Write(17, Story.FIRST)));
    }

    @Test
    void refusesValuesWithoutRoomForTheirName() {
        assertThrows(IllegalArgumentException.class, () -> new Story(1, 1, 20));
    }

    private static long count(List<Write> writes, int generation, boolean old) {
        return writes.stream()
                .filter(write -> write.generation() == generation && write.key() < STORY.oldKeys() == old)
                .count();
    }

    private static List<List<Write>> windows(Story.Script script) {
        List<List<Write>> windows = new ArrayList<>();
        for (List<Write> window = script.window(WINDOW); !window.isEmpty(); window = script.window(WINDOW)) {
            windows.add(window);
        }
        return windows;
    }

    /// The writes of a window may be carried out in any order.
    private static void carryOut(List<Write> window, Map<Long, Integer> state) {
        window.reversed().forEach(write -> state.put(write.key(), write.generation()));
    }
}
