package io.murmur.core.entropy.answer;

import io.murmur.core.machine.Key;
import io.murmur.core.value.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of this node's table, as they are when they are asked for.
public interface Holdings {

    /// The object of a key; [StoredObject#ABSENT] if there is none, null if what is there cannot be trusted.
    @Nullable
    StoredObject object(int partition, Key key);

    /// The keys of one segment with the digests of their objects. Of a segment that cannot be read, what can.
    List<HeldKey> segment(int partition, int segment);

    /// A key that is held.
    ///
    /// @param digest over the whole object, as the index has it
    record HeldKey(Key key, long digest) {}
}
