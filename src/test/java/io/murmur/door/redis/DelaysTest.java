package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.delay.Turn;
import io.murmur.core.machine.NodeId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// `KV.DELAYS` and `SLOWLOG`, over operations that say where their time went.
class DelaysTest {

    private static final NodeId OTHER = new NodeId(0xB);

    /// All of them take 40 us on the way to another node, wait 30 us there and are worked on for 20 us.
    private static Operations reporting(AtomicBoolean detailed) {
        MemoryOperations memory = DoorFixture.memory();
        return (operation, timeoutMillis, asker) -> {
            detailed.set(asker.wantsDetail());
            long now = System.nanoTime();
            Itinerary itinerary = new Itinerary(new NodeId(0), now, false);
            Turn turn = new Turn(now);
            itinerary.step(turn);
            itinerary.ask(OTHER, 1, false);
            turn.leave(now);
            itinerary.step(new Turn(now + 90_000), OTHER, 1, new Stay(now + 90_000, 30_000, 20_000));
            itinerary.conclude();
            while (System.nanoTime() < itinerary.answeredNanos()) {
                Thread.onSpinWait();
            }
            memory.submit(operation, timeoutMillis, (outcome, _) -> asker.answered(outcome, itinerary));
        };
    }

    private static RedisDoorSettings slowAfter(long millis) {
        RedisDoorSettings usual = RedisDoorSettings.loopback();
        return new RedisDoorSettings(
                usual.bindHost(),
                usual.port(),
                usual.threads(),
                usual.connectionsMax(),
                usual.backlog(),
                usual.keyBytesMax(),
                usual.valueBytesMax(),
                usual.requestBytesMax(),
                usual.argumentsMax(),
                usual.pipeline(),
                usual.totalBytesMax(),
                usual.commandTimeoutMillis(),
                usual.stallMillis(),
                millis);
    }

    private static long number(String shown, String name) {
        String rest = shown.substring(shown.indexOf(name) + name.length()).replaceFirst("^[^0-9]+", "");
        return Long.parseLong(rest.replaceFirst("[^0-9].*$", ""));
    }

    @Test
    void tellsWhereTheTimeOfACommandWent() throws IOException {
        AtomicBoolean detailed = new AtomicBoolean();
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), reporting(detailed));
                RawClient client = fixture.connect()) {
            String shown = client.ask("KV.DELAYS", "SET", "k", "v");
            assertTrue(detailed.get());
            assertEquals(40, number(shown, "network"), shown);
            assertTrue(number(shown, "waiting") >= 30, shown);
            assertEquals(
                    number(shown, "total"),
                    number(shown, "network") + number(shown, "processing") + number(shown, "waiting"),
                    shown);
            for (String said : List.of("OK", "link", "replica-queue", "replica", "door-return", "critical")) {
                assertTrue(shown.contains(said), said + " in " + shown);
            }
            String both = client.ask("KV.DELAYS", "MGET", "first", "second");
            assertTrue(both.contains("\"first\"") && both.contains("\"second\""), both);
            assertEquals("\"v\"", client.ask("GET", "k"));
            assertFalse(detailed.get());
        }
    }

    @Test
    void showsAnErrorWithItsTimeToo() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            assertTrue(client.ask("KV.DELAYS", "NOSUCH").contains("unknown command 'nosuch'"));
            assertTrue(client.ask("KV.DELAYS", "GET").contains("wrong number of arguments"));
        }
    }

    @Test
    void refusesWhatItCannotMeasure() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            assertTrue(client.ask("KV.DELAYS", "KV.DELAYS", "PING").contains("does not measure itself"));
            assertTrue(client.ask("KV.DELAYS", "SCAN", "0").contains("cannot carry out a SCAN"));
            assertEquals("PONG", client.ask("PING"));
        }
    }

    @Test
    void countsAsWaitingWhatStandsBehindAnEarlierCommandOfItsConnection() throws IOException {
        HeldOperations held = new HeldOperations(reporting(new AtomicBoolean()));
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), held);
                RawClient client = fixture.connect()) {
            client.send(RawClient.command(List.of("KV.DELAYS", "SET", "k", "1"))
                    + RawClient.command(List.of("KV.DELAYS", "SET", "k", "2")));
            DoorFixture.await(() -> held.waiting() == 1, "the first write");
            assertTrue(held.releaseOldest());
            assertFalse(client.read().contains("door-line"));
            DoorFixture.await(() -> held.waiting() == 1, "the second write");
            assertTrue(held.releaseOldest());
            assertTrue(client.read().contains("door-line"));
        }
    }

    @Test
    void keepsSlowCommandsWithTheirAccount() throws IOException {
        try (DoorFixture fixture = new DoorFixture(slowAfter(0), reporting(new AtomicBoolean()));
                RawClient client = fixture.connect()) {
            client.ask("CLIENT", "SETNAME", "reader");
            client.ask("SET", "k", "x".repeat(200));
            client.ask("MGET", "a", "b");
            client.ask("PING");
            assertEquals("2", client.ask("SLOWLOG", "LEN"));
            String newest = client.ask("SLOWLOG", "GET", "1");
            for (String said : List.of("MGET", "a", "b", "reader", "127.0.0.1:", "link", "network")) {
                assertTrue(newest.contains(said), said + " in " + newest);
            }
            assertFalse(newest.contains("SET k"), newest);
            assertTrue(client.ask("SLOWLOG", "GET").contains("x".repeat(128) + "... (72 more bytes)"));
            assertEquals("OK", client.ask("SLOWLOG", "RESET"));
            assertEquals("0", client.ask("SLOWLOG", "LEN"));
        }
    }

    @Test
    void keepsNothingThatWasFast() throws IOException {
        try (DoorFixture fixture = new DoorFixture(slowAfter(600_000), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            client.ask("SET", "k", "v");
            assertEquals("0", client.ask("SLOWLOG", "LEN"));
        }
    }
}
