package io.murmur.core.replica;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change request with what its decision needs to know.
///
/// @param from who asked and gets the reply
/// @param object the key's object as it is on disk; [StoredObject#ABSENT] where there is none, or no key
/// @param damage what is wrong with the key's rows; null if nothing is known to be
public record Loaded(
        NodeId from,
        ReplicaRequest.Change request,
        StoredObject object,
        @Nullable Damage damage) {

    /// Of a key whose rows are as they were written, as far as is known.
    public Loaded(NodeId from, ReplicaRequest.Change request, StoredObject object) {
        this(from, request, object, null);
    }

    /// Rows of a key that do not fit each other, or cannot be read, and what is left to tell what was there.
    ///
    /// @param digest of the whole object, by the index; 0 if it has no row of the key that can be read
    /// @param isLiving whether the index says that it showed a value
    /// @param dots the events that lived, by the index of events
    public record Damage(long digest, boolean isLiving, List<Dot> dots) {
        public Damage {
            dots = List.copyOf(dots);
        }
    }
}
