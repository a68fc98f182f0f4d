package io.murmur.core.replica.message;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.Value;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.List;

/// What a replica answers.
public sealed interface ReplicaReply extends Message {

    /// The correlation of the request.
    long correlation();

    /// A dot was minted, and is durable here: now the object may travel.
    ///
    /// @param applied the new dot and those it superseded
    /// @param existed whether this replica showed a value before
    /// @param found which of the elements it is about were in place here before
    record Minted(long correlation, StoredObject object, List<Dot> applied, boolean existed, List<Value> found)
            implements ReplicaReply {

        public Minted {
            applied = List.copyOf(applied);
            found = List.copyOf(found);
        }

        /// Of a write that is not about elements.
        public Minted(long correlation, StoredObject object, List<Dot> applied, boolean existed) {
            this(correlation, object, applied, existed, List.of());
        }
    }

    /// What this replica remembers of an operation, and the key's object; both durable.
    record Recalled(long correlation, Memory memory, StoredObject object) implements ReplicaReply {}

    /// Whether an operation was carried out.
    enum Memory {
        /// It was.
        SEEN,
        /// It was not.
        NEVER,
        /// It may have been: ids that old are forgotten.
        FORGOTTEN
    }

    /// The operation had been carried out before; `object` is the key's state now, and durable here.
    record Repeated(long correlation, StoredObject object, boolean existed) implements ReplicaReply {}

    /// The request's object is durable here.
    ///
    /// @param beyond what this replica knows of the key if it holds siblings the request's context did not
    ///     cover, else [StoredObject#ABSENT]. Its context and not just the siblings' dots: what supersedes a
    ///     sibling must also supersede all that the sibling had superseded, or that would show again beside it
    ///     (G3). Without siblings, unless what was stored is an increment, or an element of which this replica
    ///     knows more
    record Stored(long correlation, StoredObject beyond) implements ReplicaReply {

        /// Nothing beyond what the request brought.
        public Stored(long correlation) {
            this(correlation, StoredObject.ABSENT);
        }
    }

    /// What a replica said to a [ReplicaRequest.Vouch].
    ///
    /// @param holds whether it holds exactly that, synced
    /// @param incarnations one number for those in which it knew the owners: a vote that was given before a
    ///     volume lost data must not be counted with one that was given afterwards
    record Vouched(long correlation, boolean holds, long incarnations) implements ReplicaReply {}

    /// The key's whole object; [StoredObject#ABSENT] if nothing is known of it.
    record Held(long correlation, StoredObject object) implements ReplicaReply {}

    /// The digest of an object too large to send unasked.
    record HeldDigest(long correlation, ObjectDigest digest) implements ReplicaReply {}

    /// The key's whole object, of a replica that has not applied all that whoever asked has seen.
    record HeldBehind(long correlation, StoredObject object) implements ReplicaReply {}

    /// A page of living keys in hash order.
    ///
    /// @param nextHash where the next page begins
    /// @param last whether there is none
    record PageListed(long correlation, List<Key> keys, long nextHash, boolean last) implements ReplicaReply {
        public PageListed {
            keys = List.copyOf(keys);
        }
    }

    /// A page of rows of the index in hash order.
    ///
    /// @param nextHash where the next page begins, behind all of them; 0 if there is none
    /// @param last whether there is none
    record RowsListed(long correlation, List<ListedRow> rows, long nextHash, boolean last) implements ReplicaReply {
        public RowsListed {
            rows = List.copyOf(rows);
        }
    }

    record Counted(long correlation, long livingKeys) implements ReplicaReply {}

    /// The asker's placement of the partition is older, or newer, than the replica's.
    record StaleEpoch(long correlation, int partition, long epoch) implements ReplicaReply {}

    /// Nothing was done.
    record Refused(long correlation, Refusal reason) implements ReplicaReply {}
}
