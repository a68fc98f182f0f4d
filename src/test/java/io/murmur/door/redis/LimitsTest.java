package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.ring.Partitions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Nothing a client sends, or leaves unread, costs more than its share or harms another connection.
class LimitsTest {

    private static final RedisDoorSettings.Pipeline TIGHT =
            new RedisDoorSettings.Pipeline(16, 8, 64 * 1024, 256 * 1024, 16 * 1024, 32 * 1024);

    private static RedisDoorSettings tight(int connectionsMax, long stallMillis) {
        return new RedisDoorSettings(
                "127.0.0.1",
                0,
                1,
                connectionsMax,
                16,
                64,
                64 * 1024,
                128 * 1024,
                64,
                TIGHT,
                1 << 20,
                5_000,
                stallMillis,
                100);
    }

    @Test
    void refusesOneConnectionTooMany() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(2, 60_000), DoorFixture.memory());
                RawClient first = fixture.connect();
                RawClient second = fixture.connect()) {
            assertEquals("PONG", first.ask("PING"));
            assertEquals("PONG", second.ask("PING"));
            try (RawClient third = fixture.connect()) {
                assertEquals("-ERR max number of clients reached", third.read());
                assertTrue(third.isClosedByTheDoor());
            }
            second.socket().close();
            DoorFixture.await(() -> fixture.door(0).connections() == 1, "the second to be gone");
            DoorFixture.await(() -> answersPing(fixture), "room for another");
            assertEquals("PONG", first.ask("PING"));
        }
    }

    @Test
    void whoConnectsBeforeTheDoorIsOpenWaits() throws IOException {
        Namespace plain = TestNamespace.active("default", 2, 2);
        RedisDoor door = RedisDoor.bind(
                tight(2, 60_000),
                DoorFixture.memory(),
                new MutableView(0, List.of(0), new Partitions(4)),
                new Namespaces(plain, List.of()),
                new Random(1));
        try (RawClient early = new RawClient(door.port())) {
            early.send(RawClient.command(List.of("PING")));
            assertEquals(0, door.connections());
            door.open();
            assertEquals("PONG", early.read());
        } finally {
            door.stop(0);
        }
    }

    private static boolean answersPing(DoorFixture fixture) {
        try (RawClient client = fixture.connect()) {
            return client.ask("PING").equals("PONG");
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void staysInStepBehindWhatIsTooLarge() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            client.send(RawClient.command(List.of("SET", "k", "x".repeat(64 * 1024 + 1)))
                    + RawClient.command(List.of("GET", "k".repeat(65)))
                    + RawClient.command(List.of("PING")));
            assertEquals("-ERR an argument of 65537 bytes is too large, at most 65536 are allowed", client.read());
            assertEquals("-ERR a key of 65 bytes is too large, at most 64 are allowed", client.read());
            assertEquals("PONG", client.read());
            assertEquals("OK", client.ask("SET", "k", "x".repeat(64 * 1024)));
            assertEquals(64 * 1024 + 2, client.ask("GET", "k").length());
        }
    }

    @Test
    void garbageClosesItsOwnConnectionOnly() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(64, 60_000), DoorFixture.memory());
                RawClient neighbour = fixture.connect()) {
            for (int seed = 0; seed < 40; seed++) {
                byte[] noise = new byte[3000];
                new Random(seed).nextBytes(noise);
                noise[0] = '*';
                noise[1] = 'x';
                noise[2] = '\n';
                try (RawClient client = fixture.connect()) {
                    OutputStream out = client.socket().getOutputStream();
                    out.write(noise);
                    out.flush();
                    assertTrue(client.read().startsWith("-ERR Protocol error"));
                    assertTrue(client.isClosedByTheDoor());
                }
                assertEquals("PONG", neighbour.ask("PING"));
            }
            assertEquals(40, fixture.door(0).figures().garbage().sum());
        }
    }

    @Test
    void stopsReadingWhileMuchIsUnanswered() throws IOException {
        HeldOperations held = new HeldOperations(DoorFixture.memory());
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), held);
                RawClient client = fixture.connect()) {
            StringBuilder pipeline = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                pipeline.append(RawClient.command(List.of("GET", "key" + i)));
            }
            client.send(pipeline.toString());
            DoorFixture.await(() -> held.waiting() == 8, "as many operations as may be under way");
            assertTrue(fixture.door(0).figures().commands().sum() <= 16, "took in more than it may leave unanswered");
            Random random = new Random(1);
            AtomicLong released = new AtomicLong();
            DoorFixture.await(
                    () -> {
                        released.addAndGet(held.release(random) ? 1 : 0);
                        return released.get() == 200;
                    },
                    "all operations");
            for (int i = 0; i < 200; i++) {
                assertEquals("nil", client.read());
            }
            assertEquals(8, held.mostHeld());
        }
    }

    @Test
    void aSlowReaderIsPausedAndThenClosed() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(8, 300), DoorFixture.memory());
                RawClient neighbour = fixture.connect();
                RawClient slow = fixture.connect()) {
            assertEquals("OK", neighbour.ask("SET", "k", "x".repeat(60_000)));
            slow.send(RawClient.command(List.of("GET", "k")).repeat(2_000));
            DoorFixture.await(() -> fixture.door(0).figures().cut().sum() == 1, "the slow reader to be closed");
            long taken = fixture.door(0).figures().commands().sum();
            assertTrue(taken < 2_000, "took in " + taken + " commands of a client that reads nothing");
            assertEquals("PONG", neighbour.ask("PING"));
        }
    }

    @Test
    void aReaderThatReadsLateGetsEverything() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            String value = "y".repeat(50_000);
            assertEquals("OK", client.ask("SET", "k", value));
            client.send(RawClient.command(List.of("GET", "k")).repeat(500));
            for (int i = 0; i < 500; i++) {
                assertEquals(value.length() + 2, client.read().length(), "answer " + i);
            }
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            client.ask("SET", "k", "z".repeat(60_000));
            assertTrue(client.ask("MGET", "k", "k", "k", "k", "k", "k").startsWith("-OVERLOADED"));
            assertFalse(client.ask("MGET", "k", "k", "k").startsWith("-"));
            assertEquals("PONG", client.ask("PING"));
        }
    }

    @Test
    void saysWhatFailedAndWhatIsUnknown() throws IOException {
        MemoryOperations memory = DoorFixture.memory();
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), memory);
                RawClient client = fixture.connect()) {
            for (Failure failure : Failure.values()) {
                String code = switch (failure) {
                    case TOO_FEW_OWNERS -> "CLUSTERDOWN";
                    case NOT_A_NUMBER, OUT_OF_RANGE -> "ERR";
                    case WRONG_TYPE -> "WRONGTYPE";
                    case TOO_MANY_ELEMENTS -> "TOOMANYELEMENTS";
                    default -> failure.name().replace("_", "");
                };
                memory.fail(failure, _ -> true);
                String answer = client.ask("SET", "a", "1");
                assertTrue(answer.startsWith("-" + code + " "), answer);
            }
            memory.fail(
                    Failure.OVERLOADED,
                    operation -> operation instanceof ClientOperation.OfKey of
                            && of.key().toString().equals("b"));
            assertTrue(client.ask("MSET", "b", "1").startsWith("-OVERLOADED"));
            assertTrue(client.ask("MSET", "a", "1", "b", "2").startsWith("-UNKNOWN some of the keys"));
            assertTrue(client.ask("MGET", "a", "b").startsWith("-OVERLOADED"));
            assertEquals("\"1\"", client.ask("GET", "a"));
        }
    }

    @Test
    void drainsBeforeItStops() throws Exception {
        HeldOperations held = new HeldOperations(DoorFixture.memory());
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), held);
                RawClient client = fixture.connect();
                RawClient idle = fixture.connect()) {
            client.send(RawClient.command(List.of("SET", "k", "v")));
            DoorFixture.await(() -> held.waiting() == 1, "the write");
            Thread stopping = Thread.ofPlatform().start(() -> fixture.door(0).stop(10_000));
            assertTrue(idle.isClosedByTheDoor());
            held.release(new Random(0));
            assertEquals("OK", client.read());
            assertTrue(client.isClosedByTheDoor());
            stopping.join(10_000);
            assertThrows(IOException.class, fixture::connect);
        }
    }

    @Test
    void clientsCanBeListedAndKilled() throws IOException {
        try (DoorFixture fixture = new DoorFixture(tight(8, 60_000), DoorFixture.memory());
                RawClient one = fixture.connect();
                RawClient two = fixture.connect()) {
            one.ask("CLIENT", "SETNAME", "one");
            String id = two.ask("CLIENT", "ID");
            String list = one.ask("CLIENT", "LIST");
            assertTrue(list.contains("name=one") && list.contains("id=" + id), list);
            assertEquals("1", one.ask("CLIENT", "KILL", "ID", id));
            assertTrue(two.isClosedByTheDoor());
            assertEquals("0", one.ask("CLIENT", "KILL", "ADDR", "127.0.0.1:1"));
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        var fault = assertThrows(IllegalArgumentException.class, () -> tight(0, 60_000));
        assertTrue(String.valueOf(fault.getMessage()).contains("connections-max is 0"), fault::getMessage);
    }
}
