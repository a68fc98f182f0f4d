package io.murmur.core.replica.event;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;

/// The small row beside each object: enough to list keys and to compare replicas without reading values
/// (`src/docs/formats.md`, "Index row").
///
/// @param endsAt wall milliseconds from which no value is shown: [#DELETED_AT] if there is none,
///     [Expiry#NEVER] if one stays
/// @param size bytes of the encoded object
public record IndexRow(long endsAt, ObjectDigest digest, int size) {

    /// Of a key without a value.
    public static final long DELETED_AT = Long.MIN_VALUE;

    private static final int DELETED = 0;
    private static final int LIVING = 1;
    private static final int ENDING = 2;

    public static IndexRow of(StoredObject object) {
        long endsAt = object.isAlive() ? object.endsAt() : DELETED_AT;
        return new IndexRow(endsAt, ObjectDigest.of(object), object.encoded().length);
    }

    /// Whether a value is shown at this time.
    public boolean isLivingAt(long wallMillis) {
        return endsAt > wallMillis;
    }

    public byte[] encode() {
        boolean ends = endsAt != DELETED_AT && endsAt != Expiry.NEVER;
        BytesWriter out = new BytesWriter(32)
                .u8(endsAt == DELETED_AT ? DELETED : ends ? ENDING : LIVING)
                .i64(digest.version())
                .i64(digest.content())
                .varint(size);
        return (ends ? out.i64(endsAt) : out).toByteArray();
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not an index row
    public static IndexRow decode(byte[] row) {
        BytesReader in = new BytesReader(row);
        int state = in.u8();
        if (state > ENDING) {
            throw new MalformedBytes("index rows of state " + state + " are not known to this version");
        }
        ObjectDigest digest = new ObjectDigest(in.i64(), in.i64());
        int size = in.count(Integer.MAX_VALUE);
        long endsAt = state == ENDING ? in.i64() : state == LIVING ? Expiry.NEVER : DELETED_AT;
        IndexRow decoded = new IndexRow(endsAt, digest, size);
        in.expectEnd();
        return decoded;
    }
}
