package io.murmur.door.redis.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/// Pages of a collection: together they are all of it, whatever their size, and whatever comes and goes meanwhile.
class ElementPageTest {

    private static Set<Value> names(int count) {
        TreeSet<Value> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add(Value.of("member" + i));
        }
        return names;
    }

    @Test
    void listsEveryElementOnce() {
        Set<Value> names = names(500);
        for (int count : List.of(1, 7, 499, 500, 10_000)) {
            List<Value> listed = new ArrayList<>();
            long cursor = 0;
            do {
                ElementPage page = ElementPage.of(names, cursor, count);
                assertTrue(page.names().size() <= count);
                listed.addAll(page.names());
                cursor = page.next();
            } while (cursor != 0);
            assertEquals(500, listed.size(), "pages of " + count);
            assertEquals(names, new TreeSet<>(listed), "pages of " + count);
        }
        assertEquals(new ElementPage(List.of(), 0), ElementPage.of(names(0), 0, 10));
    }

    /// Goal: who is there all the time is listed exactly once. Method: others come and go between any two pages.
    @Test
    void listsOnceWhatStaysWhileOthersComeAndGo() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Set<Value> staying = names(200);
            List<Value> listed = new ArrayList<>();
            long cursor = 0;
            do {
                TreeSet<Value> now = new TreeSet<>(staying);
                for (int i = random.nextInt(300); i > 0; i--) {
                    now.add(Value.of("passing" + random.nextInt(1000)));
                }
                ElementPage page = ElementPage.of(now, cursor, 1 + random.nextInt(20));
                page.names().stream().filter(staying::contains).forEach(listed::add);
                cursor = page.next();
            } while (cursor != 0);
            assertEquals(200, listed.size(), "seed " + seed);
            assertEquals(staying, new TreeSet<>(listed), "seed " + seed);
        }
    }

    @Test
    void keepsElementsOfOneHashTogether() {
        ToLongFunction<Value> crowded = name -> name.length() % 2 == 0 ? 0 : -1;
        List<Value> names = List.of(Value.of("a"), Value.of("bb"), Value.of("c"), Value.of("dd"), Value.of("e"));
        ElementPage first = ElementPage.of(names, 0, 1, crowded);
        assertEquals(List.of(Value.of("bb"), Value.of("dd")), first.names());
        assertEquals(-1, first.next());
        ElementPage last = ElementPage.of(names, first.next(), 1, crowded);
        assertEquals(new ElementPage(List.of(Value.of("a"), Value.of("c"), Value.of("e")), 0), last);
    }
}
