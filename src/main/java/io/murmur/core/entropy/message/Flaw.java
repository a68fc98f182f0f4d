package io.murmur.core.entropy.message;

import io.murmur.core.machine.Key;
import org.jspecify.annotations.Nullable;

/// Something in one replica's rows that cannot be as it was written.
///
/// @param segment of the partition's tree
/// @param key whose row it is; null where a whole segment is meant
public record Flaw(Kind kind, int segment, @Nullable Key key) {

    public enum Kind {
        /// The object cannot be read, does not pass its checksum, or is gone.
        OBJECT_UNREADABLE,
        /// The object is not the one the index was written with.
        OBJECT_UNLIKE_INDEX,
        /// The index cannot be read.
        INDEX_UNREADABLE,
        /// The tree was made of other rows than are there: one is missing, or too many.
        INDEX_UNLIKE_TREE
    }
}
