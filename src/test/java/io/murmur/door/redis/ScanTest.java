package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Listing: complete over all nodes, without repetition, whatever the page, and while nodes come and go.
class ScanTest {

    private static final int KEYS = 700;

    @Test
    void listsEveryKeyOnceOverAllNodes() throws IOException {
        for (String count : List.of("1", "7", "100", "100000")) {
            try (DoorFixture fixture = filled()) {
                List<String> listed = new ArrayList<>();
                for (int node = 0; node < 3; node++) {
                    listed.addAll(scan(fixture, node, "COUNT", count));
                }
                assertEquals(KEYS, listed.size(), "with pages of " + count);
                assertEquals(KEYS, new TreeSet<>(listed).size(), "with pages of " + count);
            }
        }
    }

    @Test
    void aNodeListsWhatItCountsAndTakesOverFromOneThatIsGone() throws IOException {
        try (DoorFixture fixture = filled();
                RawClient client = fixture.connect()) {
            int before = scan(fixture, 0).size();
            assertEquals(Integer.toString(before), client.ask("DBSIZE"));
            fixture.reach(List.of(1));
            int after = scan(fixture, 0).size();
            assertTrue(after == before, "node 3 is next in line for the partitions of node 2");
            fixture.reach(List.of(1, 2));
            assertEquals(KEYS, scan(fixture, 0).size());
            assertEquals(Integer.toString(KEYS), client.ask("DBSIZE"));
        }
    }

    @Test
    void aCursorOutlivesAChangeOfReachability() throws IOException {
        try (DoorFixture fixture = filled();
                RawClient client = fixture.connect()) {
            TreeSet<String> mine = new TreeSet<>(scan(fixture, 0));
            TreeSet<String> seen = new TreeSet<>();
            String cursor = "0";
            int page = 0;
            do {
                fixture.reach(page++ % 2 == 0 ? List.of(1, 2) : List.of());
                cursor = addPage(seen, client.ask("SCAN", cursor, "COUNT", "5"));
            } while (!cursor.equals("0"));
            assertTrue(seen.containsAll(mine), "lost keys that were this node's all the time");
        }
    }

    @Test
    void matchesPatternsAndTypes() throws IOException {
        try (DoorFixture fixture = filled()) {
            fixture.reach(List.of(1, 2));
            assertEquals(11, scan(fixture, 0, "MATCH", "key:69?", "COUNT", "50").size() + 1);
            assertEquals(KEYS, scan(fixture, 0, "TYPE", "string").size());
            assertEquals(0, scan(fixture, 0, "TYPE", "hash").size());
            assertEquals(0, scan(fixture, 0, "TYPE", "stream").size());
            try (RawClient client = fixture.connect()) {
                assertEquals("1", client.ask("HSET", "hash:1", "f", "v"));
                assertEquals("1", client.ask("HSET", "hash:2", "f", "v"));
                assertEquals("1", client.ask("ZADD", "zset:1", "1", "m"));
                assertEquals("1", client.ask("SADD", "key:set", "m"));
            }
            assertEquals(new TreeSet<>(List.of("hash:1", "hash:2")), new TreeSet<>(scan(fixture, 0, "TYPE", "HASH")));
            assertEquals(List.of("zset:1"), scan(fixture, 0, "TYPE", "zset", "COUNT", "1000"));
            assertEquals(List.of("key:set"), scan(fixture, 0, "MATCH", "key:*", "TYPE", "set"));
            assertEquals(
                    KEYS, scan(fixture, 0, "TYPE", "string", "COUNT", "1000").size());
            assertEquals(KEYS + 4, scan(fixture, 0).size());
        }
    }

    @Test
    void saysSoWhenTheTypesOfListedKeysCannotBeRead() throws IOException {
        MemoryOperations memory = DoorFixture.memory();
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), memory);
                RawClient client = fixture.connect()) {
            assertEquals("OK", client.ask("SET", "k", "v"));
            memory.fail(Failure.TRY_AGAIN, ClientOperation.Get.class::isInstance);
            assertTrue(client.ask("SCAN", "0", "TYPE", "string").startsWith("-TRYAGAIN "));
            assertEquals("[\"0\", [\"k\"]]", client.ask("SCAN", "0"));
        }
    }

    /// Goal: a client whose page could not be read goes on where it was. Method: every other page finds too few owners.
    @Test
    void aCursorStaysGoodWhereAPageFails() throws IOException {
        MemoryOperations memory = DoorFixture.memory();
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), memory, 3);
                RawClient client = fixture.connect()) {
            fixture.reach(List.of(1, 2));
            for (int number = 0; number < 40; number++) {
                assertEquals("OK", client.ask("SET", "key:" + number, "v"));
            }
            List<String> seen = new ArrayList<>();
            String cursor = "0";
            do {
                memory.fail(Failure.TOO_FEW_OWNERS, ClientOperation.List.class::isInstance);
                assertTrue(client.ask("SCAN", cursor, "COUNT", "3").startsWith("-CLUSTERDOWN "));
                memory.fail(Failure.TRY_AGAIN, ClientOperation.List.class::isInstance);
                assertTrue(client.ask("SCAN", cursor, "COUNT", "3").startsWith("-TRYAGAIN "));
                memory.fail(Failure.TRY_AGAIN, _ -> false);
                cursor = addPage(seen, client.ask("SCAN", cursor, "COUNT", "3"));
            } while (!cursor.equals("0"));
            assertEquals(40, seen.size());
            assertEquals(40, new TreeSet<>(seen).size());
        }
    }

    /// Goal: keys whose hashes agree in all bits of a cursor are neither lost nor listed for ever. Method: a
    /// partition that claims so of its keys.
    @Test
    void getsPastKeysThatShareTheHashOfACursor() throws IOException {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add(Key.of("crowd" + i));
        }
        Operations crowded = (operation, _, asker) -> {
            if (operation instanceof ClientOperation.List list && list.partition() == 3) {
                int from = (int) list.fromHash();
                boolean last = from + list.limit() >= keys.size();
                int to = Math.min(keys.size(), from + list.limit());
                asker.answered(new Outcome.Listed(keys.subList(from, to), to, last), null);
            } else {
                asker.answered(new Outcome.Listed(List.of(), 0, true), null);
            }
        };
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), crowded)) {
            assertEquals(40, new TreeSet<>(scan(fixture, 0, "COUNT", "3")).size());
        }
    }

    private static DoorFixture filled() throws IOException {
        DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory(), 3);
        try (RawClient client = fixture.connect()) {
            for (int i = 0; i < KEYS; i++) {
                client.send(RawClient.command(List.of("SET", "key:" + i, "v")));
            }
            for (int i = 0; i < KEYS; i++) {
                assertEquals("OK", client.read());
            }
        }
        return fixture;
    }

    private static List<String> scan(DoorFixture fixture, int node, String... options) throws IOException {
        List<String> keys = new ArrayList<>();
        try (RawClient client = new RawClient(fixture.door(node).port())) {
            String cursor = "0";
            do {
                List<String> words = new ArrayList<>(List.of("SCAN", cursor));
                words.addAll(List.of(options));
                cursor = addPage(keys, client.ask(words.toArray(String[]::new)));
            } while (!cursor.equals("0"));
        }
        return keys;
    }

    /// Adds the keys of `["cursor", ["key", ...]]` and returns the cursor.
    private static String addPage(Collection<String> keys, String shown) {
        String[] words = shown.split("[\\[\\]\", ]+", -1);
        for (int i = 2; i < words.length - 1; i++) {
            keys.add(words[i]);
        }
        return words[1];
    }
}
