package io.murmur.door.redis.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Tokens keep their bytes for ever, and no accident or other cluster's token passes for one.
class SessionTokenTest {

    private static final String CLUSTER = "0123456789abcdef0123456789abcdef";
    private static final Partitions PARTITIONS = new Partitions(256);
    private static final VersionVector SEEN = VersionVector.of(new Dot(new ActorId(new NodeId(1), 2), 300));
    private static final String GOLDEN =
            "AWQqlJWOcebFgAICAwIAAAAAAAAAAQAAAAAAAAACrAIAAAAAAAAACQAAAAAAAAACAf8BAQAAAAAAAAABAAAAAAAAAAKsAmp8m1E";

    private static CausalSession session() {
        CausalSession session = new CausalSession(PARTITIONS);
        session.note(255, SEEN);
        session.note(3, SEEN.with(new Dot(new ActorId(new NodeId(9), 2), 1)));
        return session;
    }

    private static CausalSession decode(byte[] token) {
        return SessionToken.decode(CLUSTER, PARTITIONS, token);
    }

    @Test
    void keepsItsBytesForEver() {
        assertEquals(GOLDEN, new String(SessionToken.encode(CLUSTER, session()), StandardCharsets.US_ASCII));
        assertEquals(
                session().seen(),
                decode(GOLDEN.getBytes(StandardCharsets.US_ASCII)).seen());
    }

    @Test
    void aSessionThatHasSeenNothingHasATokenToo() {
        byte[] token = SessionToken.encode(CLUSTER, new CausalSession(PARTITIONS));
        assertEquals(Map.of(), decode(token).seen());
    }

    @Test
    void refusesEveryDamagedOrShortenedToken() {
        byte[] token = SessionToken.encode(CLUSTER, session());
        for (int at = 0; at < token.length - 1; at++) {
            byte[] damaged = token.clone();
            damaged[at] = (byte) (damaged[at] == 'A' ? 'B' : 'A');
            assertThrows(MalformedBytes.class, () -> decode(damaged));
            byte[] shortened = new String(token, 0, at, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII);
            assertThrows(MalformedBytes.class, () -> decode(shortened));
        }
    }

    @Test
    void refusesTheTokenOfAnotherCluster() {
        byte[] token = SessionToken.encode("another", session());
        assertEquals(
                "the session token is of another cluster",
                assertThrows(MalformedBytes.class, () -> decode(token)).getMessage());
        assertThrows(MalformedBytes.class, () -> SessionToken.decode("another", new Partitions(16), token));
    }
}
