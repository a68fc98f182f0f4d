package io.murmur.core.replica.message;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.List;

/// What a replica answers.
public sealed interface ReplicaReply extends Message {

    /// The correlation of the request.
    long correlation();

    /// A dot was minted but is not durable yet: the coordinator may send the object on, it may not answer.
    ///
    /// @param applied the new dot and those it superseded
    /// @param existed whether this replica showed a value before
    record Minted(long correlation, StoredObject object, List<Dot> applied, boolean existed) implements ReplicaReply {
        public Minted {
            applied = List.copyOf(applied);
        }
    }

    /// The operation had been carried out before; `object` is the key's state now, and durable here.
    record Repeated(long correlation, StoredObject object, boolean existed) implements ReplicaReply {}

    /// The request's object is durable here.
    ///
    /// @param beyond siblings this replica holds that the request's context did not cover
    record Stored(long correlation, List<Dot> beyond) implements ReplicaReply {
        public Stored {
            beyond = List.copyOf(beyond);
        }
    }

    /// The key's whole object; [StoredObject#ABSENT] if nothing is known of it.
    record Held(long correlation, StoredObject object) implements ReplicaReply {}

    /// The digest of an object too large to send unasked.
    record HeldDigest(long correlation, ObjectDigest digest) implements ReplicaReply {}

    /// A page of living keys in hash order.
    ///
    /// @param nextHash where the next page begins
    /// @param last whether there is none
    record PageListed(long correlation, List<Key> keys, long nextHash, boolean last) implements ReplicaReply {
        public PageListed {
            keys = List.copyOf(keys);
        }
    }

    record Counted(long correlation, long livingKeys) implements ReplicaReply {}

    /// The asker's placement of the partition is older, or newer, than the replica's.
    record StaleEpoch(long correlation, int partition, long epoch) implements ReplicaReply {}

    /// Nothing was done.
    record Refused(long correlation, Refusal reason) implements ReplicaReply {}
}
