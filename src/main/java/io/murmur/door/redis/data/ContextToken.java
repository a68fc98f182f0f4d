package io.murmur.door.redis.data;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.value.Known;
import io.murmur.core.value.Totals;
import io.murmur.core.version.VersionVector;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A causal context in the hands of a client: text without meaning to it, bound to its key, with a checksum.
///
/// Layout: `src/docs/formats.md`, "Context token". The checksum finds accidents, not lies: whether the events
/// were ever minted is checked where the write is minted.
final class ContextToken {

    private static final int FORMAT = 1;
    private static final int CHARACTERS_MAX = 64 * 1024;

    private ContextToken() {}

    static byte[] encode(Key key, Known known) {
        BytesWriter out = new BytesWriter(64);
        out.u8(FORMAT).i64(key.hash());
        known.context().writeTo(out);
        if (!known.totals().isEmpty()) {
            known.totals().writeTo(out);
        }
        out.i32(checksum(out.buffer(), out.size()));
        return Base64.getUrlEncoder().withoutPadding().encode(out.toByteArray());
    }

    /// Reads a token a client gave back; null if it is one of another key.
    ///
    /// @throws MalformedBytes when it is none
    static @Nullable Known decode(Key key, byte[] token) {
        byte[] bytes = unwrap(token);
        int end = bytes.length - Integer.BYTES;
        if (end <= 0 || new BytesReader(bytes).skip(end).i32() != checksum(bytes, end)) {
            throw new MalformedBytes("the context is damaged: give back what KV.GET returned, unchanged");
        }
        BytesReader in = new BytesReader(bytes, 0, end);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("the context has format " + format + ", which this version does not know");
        }
        boolean isOfKey = in.i64() == key.hash();
        VersionVector context = VersionVector.readFrom(in);
        Totals totals = in.isAtEnd() ? Totals.EMPTY : Totals.readFrom(in);
        in.expectEnd();
        return isOfKey ? Known.said(context, totals) : null;
    }

    private static byte[] unwrap(byte[] token) {
        if (token.length > CHARACTERS_MAX) {
            throw new MalformedBytes("the context is longer than any");
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            throw new MalformedBytes("the context is damaged: give back what KV.GET returned, unchanged");
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
