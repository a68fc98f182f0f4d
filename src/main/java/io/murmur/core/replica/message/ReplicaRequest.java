package io.murmur.core.replica.message;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a replica can be asked to do.
public sealed interface ReplicaRequest extends Message {

    Routing routing();

    /// Requests that may change the replica and therefore pass through its journal.
    sealed interface Change extends ReplicaRequest {}

    /// Change requests about one key: whoever runs the decider loads the key's object first.
    sealed interface KeyChange extends Change {
        Key key();
    }

    /// Requests that only look.
    sealed interface Look extends ReplicaRequest {}

    /// Mint a dot for a write of this node's own coordinator.
    ///
    /// @param known what the writer knew; null means what this replica holds (a plain SET or DEL)
    record Mint(
            Routing routing,
            Key key,
            Mutation mutation,
            @Nullable Known known,
            OperationId operation,
            Attempt attempt) implements KeyChange {}

    /// Say whether the operation was carried out here, and what the key holds. Goes through the journal's queue
    /// like a change, so that the answer speaks only of what is durable.
    record Recall(Routing routing, Key key, OperationId operation) implements KeyChange {}

    /// Merge a state of a key: replication of a write, or repair.
    ///
    /// @param applied the dots this message accounts for: the new one and those it superseded; empty for a
    /// repair
    /// @param askedAt the replica's purge epoch before `object` was asked for, or [#UNASKED]. Does not travel:
    ///     only a node itself knows what it has asked for
    record Merge(Routing routing, Key key, StoredObject object, List<Dot> applied, long askedAt) implements KeyChange {

        /// Of what was sent unasked.
        public static final long UNASKED = -1;

        public Merge {
            applied = List.copyOf(applied);
        }

        public Merge(Routing routing, Key key, StoredObject object, List<Dot> applied) {
            this(routing, key, object, applied, UNASKED);
        }

        /// The same, as if it had been asked for now.
        ///
        /// @param purgeEpoch of the replica
        public Merge askedAt(long purgeEpoch) {
            return new Merge(routing, key, object, applied, purgeEpoch);
        }
    }

    /// Say whether you hold exactly this deleted key, on the synced disk, and know all that came before it.
    ///
    /// @param digest over the whole object
    record Vouch(Routing routing, Key key, long digest) implements KeyChange {}

    /// Forget a deleted key: every owner has vouched for it. If it is another by now, it stays.
    ///
    /// @param digest over the whole object
    record Purge(Routing routing, Key key, long digest) implements KeyChange {}

    /// Drop these events of a key: others that hold all that was acknowledged have seen them go. Only of a
    /// replica that lost data, or stood in for an owner, by its own node.
    record Weed(Routing routing, Key key, List<Dot> dots) implements KeyChange {
        public Weed {
            dots = List.copyOf(dots);
        }
    }

    /// Drop a key that its owners hold. Only of a replica that stood in for one of them, by its own node. If it is
    /// another by now, it stays.
    ///
    /// @param digest over the whole object
    record Release(Routing routing, Key key, long digest) implements KeyChange {}

    /// Let this take the place of a row that is not as it was written. Only by its own node.
    ///
    /// @param object what so many other owners hold that all that was acknowledged is in it
    /// @param isAll whether all other owners were asked, and nothing that was under way when the row was found
    ///     can be acknowledged any more: what none of them has is lost then
    record Restore(Routing routing, Key key, StoredObject object, boolean isAll) implements KeyChange {}

    /// Remember that the counters `from` to `to` of `actor` will never carry data.
    record FillVoid(Routing routing, ActorId actor, long from, long to) implements Change {}

    /// Send the key's object, or only its digest if it is larger than `fullBytesMax`.
    record Read(Routing routing, Key key, int fullBytesMax) implements Look {}

    /// As [Read], for somebody who has seen events of the partition.
    ///
    /// @param seen up to which event of each actor: a replica that has not applied all of them says so
    record ReadAfter(Routing routing, Key key, int fullBytesMax, VersionVector seen) implements Look {}

    /// List living keys of the partition in hash order, from `fromHash` (unsigned) on. Nodes of this version ask
    /// [ListRows].
    record Page(Routing routing, long fromHash, int limit) implements Look {}

    /// List the rows of the index in hash order, from `fromHash` (unsigned) on, those of deleted keys too.
    ///
    /// @param limit of rows that show a value; of all rows 16 times as many
    /// @param wallMillis the asker's time, by which values have ended or not
    record ListRows(Routing routing, long fromHash, int limit, long wallMillis) implements Look {}

    /// Count the living keys of the partition.
    record Count(Routing routing) implements Look {}
}
