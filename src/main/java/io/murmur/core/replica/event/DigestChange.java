package io.murmur.core.replica.event;

import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;

/// How the digest of a key's object changed, which is all a replica's tree needs to know of a change.
///
/// @param isBeforeKnown false for events of before there were trees: the tree has to be made anew
/// @param before content digest of the object before, 0 if there was none; meaningless if not known
/// @param after content digest of the object afterwards ([ObjectDigest]), 0 if there is none
public record DigestChange(boolean isBeforeKnown, long before, long after) {

    public static DigestChange between(StoredObject before, StoredObject after) {
        return new DigestChange(true, digestOf(before), digestOf(after));
    }

    /// The change of an event that tells the digest afterwards only.
    public static DigestChange to(long after) {
        return new DigestChange(false, 0, after);
    }

    private static long digestOf(StoredObject object) {
        return object.isKnown() ? ObjectDigest.contentOf(object) : 0;
    }
}
