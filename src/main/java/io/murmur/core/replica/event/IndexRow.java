package io.murmur.core.replica.event;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;

/// The small row beside each object: enough to list keys and to compare replicas without reading values
/// (`src/docs/formats.md`, "Index row").
///
/// @param size bytes of the encoded object
public record IndexRow(boolean living, ObjectDigest digest, int size) {

    private static final int DELETED = 0;
    private static final int LIVING = 1;

    public static IndexRow of(StoredObject object) {
        return new IndexRow(object.isAlive(), ObjectDigest.of(object), object.encoded().length);
    }

    public byte[] encode() {
        return new BytesWriter(24)
                .u8(living ? LIVING : DELETED)
                .i64(digest.version())
                .i64(digest.content())
                .varint(size)
                .toByteArray();
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not an index row
    public static IndexRow decode(byte[] row) {
        BytesReader in = new BytesReader(row);
        int state = in.u8();
        if (state != LIVING && state != DELETED) {
            throw new MalformedBytes("index rows of state " + state + " are not known to this version");
        }
        IndexRow decoded =
                new IndexRow(state == LIVING, new ObjectDigest(in.i64(), in.i64()), in.count(Integer.MAX_VALUE));
        in.expectEnd();
        return decoded;
    }
}
