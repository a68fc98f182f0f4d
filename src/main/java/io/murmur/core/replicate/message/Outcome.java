package io.murmur.core.replicate.message;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.value.Known;
import io.murmur.core.value.StoredObject;
import java.util.List;

/// How a client's operation ended.
public sealed interface Outcome extends Message {

    /// The merged object of R owners; [StoredObject#ABSENT] if nobody knows the key.
    record Read(StoredObject object) implements Outcome {}

    /// The write is durable on W owners.
    ///
    /// @param known what was written and all it superseded: to be given with the next write
    /// @param existed whether the coordinator's own replica showed a value before
    /// @param number by what W owners know: what an increment has come to, or how many elements are new, or gone; 0
    ///     for anything else
    record Written(Known known, boolean existed, long number) implements Outcome {

        /// The key as a whole was written.
        public Written(Known known, boolean existed) {
            this(known, existed, 0);
        }
    }

    /// A page of keys.
    ///
    /// @param nextHash where the next page begins, unless this was the last
    record Listed(List<Key> keys, long nextHash, boolean last) implements Outcome {
        public Listed {
            keys = List.copyOf(keys);
        }
    }

    record Counted(long livingKeys) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}
}
