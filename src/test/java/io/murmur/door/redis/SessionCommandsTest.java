package io.murmur.door.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `KV.SESSION`: what goes into a session, what is sent along, and how another connection goes on with it.
class SessionCommandsTest {

    private static boolean isInSession(ClientOperation operation, boolean hasSeen) {
        return operation instanceof ClientOperation.InSession(_, var seen) && seen.isEmpty() != hasSeen;
    }

    private static String tokenOf(RawClient client) throws IOException {
        String quoted = client.ask("KV.SESSION", "TOKEN");
        return quoted.substring(1, quoted.length() - 1);
    }

    @Test
    void whatWasSeenGoesAlongFromThenOn() throws IOException {
        MemoryOperations operations = DoorFixture.memory();
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), operations);
                RawClient client = fixture.connect()) {
            assertEquals("OK", client.ask("SET", "k", "v"));
            assertEquals("OK", client.ask("KV.SESSION", "BEGIN"));
            operations.fail(Failure.TRY_AGAIN, operation -> !isInSession(operation, false));
            assertEquals("\"v\"", client.ask("GET", "k"));
            operations.fail(Failure.TRY_AGAIN, operation -> !isInSession(operation, true));
            assertEquals("\"v\"", client.ask("GET", "k"));
            assertEquals("OK", client.ask("SET", "k", "w"));
            assertEquals("OK", client.ask("KV.SESSION", "END"));
            operations.fail(Failure.TRY_AGAIN, operation -> operation instanceof ClientOperation.InSession);
            assertEquals("\"w\"", client.ask("GET", "k"));
        }
    }

    @Test
    void anotherConnectionGoesOnWithAToken() throws IOException {
        MemoryOperations operations = DoorFixture.memory();
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), operations);
                RawClient first = fixture.connect();
                RawClient second = fixture.connect()) {
            first.ask("KV.SESSION", "BEGIN");
            String empty = tokenOf(first);
            first.ask("SET", "k", "v");
            String token = tokenOf(first);
            assertNotEquals(empty, token);
            assertEquals("OK", second.ask("KV.SESSION", "BEGIN", token));
            assertEquals(token, tokenOf(second));
            operations.fail(Failure.TRY_AGAIN, operation -> !isInSession(operation, true));
            assertEquals("\"v\"", second.ask("GET", "k"));
            assertEquals("OK", second.ask("KV.SESSION", "BEGIN"));
            assertEquals(empty, tokenOf(second));
        }
    }

    /// Each waits for what was sent before it, so a pipeline has its token.
    @Test
    void aTokenHoldsWhatThePipelineBeforeItHasDone() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            client.ask("KV.SESSION", "BEGIN");
            String empty = client.ask("KV.SESSION", "TOKEN");
            client.send(RawClient.command(List.of("SET", "k", "v")));
            client.send(RawClient.command(List.of("KV.SESSION", "TOKEN")));
            assertEquals("OK", client.read());
            assertNotEquals(empty, client.read());
        }
    }

    @Test
    void mistakesAreExplained() throws IOException {
        try (DoorFixture fixture = new DoorFixture(RedisDoorSettings.loopback(), DoorFixture.memory());
                RawClient client = fixture.connect()) {
            String none = client.ask("KV.SESSION", "TOKEN");
            assertTrue(none.contains("begin one with KV.SESSION BEGIN"), none);
            String damaged = client.ask("KV.SESSION", "BEGIN", "nonsense");
            assertTrue(damaged.contains("damaged"), damaged);
            String many = client.ask("KV.SESSION", "BEGIN", "a", "b");
            assertTrue(many.contains("syntax error"), many);
            assertEquals("OK", client.ask("KV.SESSION", "END"));
            client.ask("KV.SESSION", "BEGIN");
            assertEquals("RESET", client.ask("RESET"));
            assertEquals(none, client.ask("KV.SESSION", "TOKEN"));
        }
    }
}
