package io.murmur.core.value;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.XxHash64;

/// What two replicas compare instead of whole objects: one number over the versions, one over all bytes.
///
/// @param version over context and dots in canonical form; equal for equal versions
/// @param content over the whole canonical encoding, values included: sees rot that versions cannot see
public record ObjectDigest(long version, long content) {

    private static final long VERSION_SEED = 0x6D75726D7572L;

    /// The digest of a key nobody has written.
    public static final ObjectDigest ABSENT = of(StoredObject.ABSENT);

    public static ObjectDigest of(StoredObject object) {
        BytesWriter versions = new BytesWriter(64);
        object.context().writeTo(versions);
        versions.varint(object.siblings().size());
        for (Sibling sibling : object.siblings()) {
            sibling.dot().writeTo(versions);
        }
        return new ObjectDigest(XxHash64.hash(versions.buffer(), 0, versions.size(), VERSION_SEED), contentOf(object));
    }

    /// The content digest alone.
    public static long contentOf(StoredObject object) {
        byte[] encoded = object.encoded();
        return XxHash64.hash(encoded, 0, encoded.length, 0);
    }
}
