package io.murmur.door.redis.causal;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.XxHash64;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

/// What a session has seen, in the hands of its client: text without meaning to it, bound to the cluster, with a
/// checksum, so that another connection, to any node, can go on with the session.
///
/// Layout: `src/docs/formats.md`, "Session token". The checksum finds accidents, not lies: who claims to have seen
/// what nobody has written waits for it in vain, and harms nobody else.
public final class SessionToken {

    private static final int FORMAT = 1;
    private static final int CHARACTERS_MAX = 4 * 1024 * 1024;
    private static final String DAMAGED =
            "the session token is damaged: give back what KV.SESSION TOKEN returned, unchanged";

    private SessionToken() {}

    /// The token of a session.
    public static byte[] encode(String cluster, CausalSession session) {
        BytesWriter out = new BytesWriter(256);
        out.u8(FORMAT).i64(hashOf(cluster));
        out.varint(session.partitions().count()).varint(session.seen().size());
        for (Map.Entry<Integer, VersionVector> seen : session.seen().entrySet()) {
            out.varint(seen.getKey());
            seen.getValue().writeTo(out);
        }
        out.i32(checksum(out.buffer(), out.size()));
        return Base64.getUrlEncoder().withoutPadding().encode(out.toByteArray());
    }

    /// Reads a token a client gave back.
    ///
    /// @throws MalformedBytes when it is none, or one of another cluster
    public static CausalSession decode(String cluster, Partitions partitions, byte[] token) {
        byte[] bytes = unwrap(token);
        int end = bytes.length - Integer.BYTES;
        if (end <= 0 || new BytesReader(bytes).skip(end).i32() != checksum(bytes, end)) {
            throw new MalformedBytes(DAMAGED);
        }
        BytesReader in = new BytesReader(bytes, 0, end);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("the session token has format " + format + ", which this version does not know");
        }
        if (in.i64() != hashOf(cluster) || in.varint() != partitions.count()) {
            throw new MalformedBytes("the session token is of another cluster");
        }
        CausalSession session = new CausalSession(partitions);
        int size = in.count(partitions.count());
        for (int i = 0; i < size; i++) {
            int partition = in.count(partitions.count() - 1);
            session.note(partition, VersionVector.readFrom(in));
        }
        in.expectEnd();
        return session;
    }

    private static byte[] unwrap(byte[] token) {
        if (token.length > CHARACTERS_MAX) {
            throw new MalformedBytes("the session token is longer than any");
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            throw new MalformedBytes(DAMAGED);
        }
    }

    private static long hashOf(String cluster) {
        byte[] bytes = cluster.getBytes(StandardCharsets.UTF_8);
        return XxHash64.hash(bytes, 0, bytes.length, 0);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
