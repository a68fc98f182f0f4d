package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One connection behaves as if its commands were carried out one by one, though outcomes come in any order
/// from other threads.
class PipelineOrderTest {

    @Test
    void answersInOrderWhateverTheOrderOfOutcomes() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            HeldOperations held = new HeldOperations(DoorFixture.memory());
            try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), held);
                    RawClient client = fixture.connect();
                    Releaser releaser = new Releaser(held, seed)) {
                Random random = new Random(seed);
                Map<String, String> model = new TreeMap<>();
                StringBuilder pipeline = new StringBuilder();
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    append(pipeline, random, model, expected, i);
                }
                client.send(pipeline.toString());
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(expected.get(i), client.read(), "seed " + seed + ", command " + i);
                }
                assertTrue(releaser.hasWorked());
            }
        }
    }

    private static void append(
            StringBuilder pipeline, Random random, Map<String, String> model, List<String> expected, int i) {
        String key = "k" + random.nextInt(5);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                pipeline.append(RawClient.command(List.of("SET", key, "v" + i)));
                model.put(key, "v" + i);
                expected.add("OK");
            }
            case 2 -> {
                pipeline.append(RawClient.command(List.of("DEL", key)));
                expected.add(model.remove(key) == null ? "0" : "1");
            }
            case 3 -> {
                pipeline.append(RawClient.command(List.of("PING")));
                expected.add("PONG");
            }
            case 4 -> {
                pipeline.append(RawClient.command(List.of("MSET", key, "old", "k0", "a" + i, key, "b" + i)));
                model.put("k0", "a" + i);
                model.put(key, "b" + i);
                expected.add("OK");
            }
            default -> {
                pipeline.append(RawClient.command(List.of("MGET", key, "k0")));
                expected.add(
                        List.of(shown(model.get(key)), shown(model.get("k0"))).toString());
            }
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nil" : '"' + value + '"';
    }

    @Test
    void listingWaitsForWhatWasSentBefore() throws IOException {
        HeldOperations held = new HeldOperations(DoorFixture.memory());
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), held);
                RawClient client = fixture.connect();
                Releaser _ = new Releaser(held, 1)) {
            client.send(RawClient.command(List.of("MSET", "a", "1", "b", "2"))
                    + RawClient.command(List.of("DBSIZE"))
                    + RawClient.command(List.of("DEL", "a"))
                    + RawClient.command(List.of("SCAN", "0", "COUNT", "100")));
            assertEquals("OK", client.read());
            assertEquals("2", client.read());
            assertEquals("1", client.read());
            assertEquals("[\"0\", [\"b\"]]", client.read());
        }
    }

    @Test
    void readsOfOneKeyGoTogetherAndWritesAlone() throws IOException {
        HeldOperations held = new HeldOperations(DoorFixture.memory());
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), held);
                RawClient client = fixture.connect()) {
            client.send(RawClient.command(List.of("GET", "k")).repeat(3)
                    + RawClient.command(List.of("SET", "k", "1"))
                    + RawClient.command(List.of("GET", "k")).repeat(2)
                    + RawClient.command(List.of("GET", "other")));
            DoorFixture.await(() -> held.waiting() == 4, "three reads of k and one of other");
            // Not more than those: the write may come to them while the last are still waiting.
            for (int i = 0; i < 4; i++) {
                assertTrue(held.releaseOldest());
            }
            DoorFixture.await(() -> held.waiting() == 1, "the write alone");
            assertTrue(held.releaseOldest());
            DoorFixture.await(() -> held.waiting() == 2, "the reads after it");
        }
    }

    /// Lets operations go in random order on a thread of its own.
    private static final class Releaser implements AutoCloseable {

        private final AtomicBoolean stops = new AtomicBoolean();
        private final AtomicBoolean worked = new AtomicBoolean();
        private final Thread thread;

        Releaser(HeldOperations held, long seed) {
            Random random = new Random(seed);
            thread = Thread.ofPlatform().start(() -> {
                while (!stops.get()) {
                    if (held.release(random)) {
                        worked.set(true);
                    } else {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        boolean hasWorked() {
            return worked.get();
        }

        @Override
        public void close() {
            stops.set(true);
            DoorFixture.await(() -> !thread.isAlive(), "the releaser");
        }
    }
}
