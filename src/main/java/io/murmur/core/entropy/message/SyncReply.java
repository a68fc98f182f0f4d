package io.murmur.core.entropy.message;

import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.Sketch;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.PartitionClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node answers.
public sealed interface SyncReply extends SyncMessage {

    /// What is held, in as many symbols as were asked for.
    record HoldingsSketched(long correlation, Sketch sketch) implements SyncReply {}

    /// What is held, item by item, in no order.
    ///
    /// @param applied how many dots are applied in the partitions of [Scope.Shared]; 0 for other scopes
    record HoldingsListed(long correlation, ItemList items, long applied) implements SyncReply {}

    record ClocksShown(long correlation, List<ReplicaClock> clocks) implements SyncReply {
        public ClocksShown {
            clocks = List.copyOf(clocks);
        }
    }

    /// The living among the events that were asked for, and which were looked for: what was looked for and is
    /// not here was superseded by another event of the sender's clock, or carries no data.
    ///
    /// @param replicas in the order they were asked for; the last ones are missing if there was no room
    record MissingSent(long correlation, List<KeyedObject> objects, List<Looked> replicas) implements SyncReply {
        public MissingSent {
            objects = List.copyOf(objects);
            replicas = List.copyOf(replicas);
        }
    }

    /// What was looked for in one replica.
    ///
    /// @param root of its tree
    /// @param dots beyond what the asker knew that the answer speaks of
    /// @param complete whether these are all the replica's clock has
    /// @param coversKnown whether the replica's clock has all that the asker knew
    record Looked(int partition, long root, PartitionClock dots, boolean complete, boolean coversKnown) {}

    /// The objects behind the items that were asked for.
    ///
    /// @param complete whether these are all that are there
    record ObjectsSent(long correlation, List<KeyedObject> objects, boolean complete) implements SyncReply {
        public ObjectsSent {
            objects = List.copyOf(objects);
        }
    }

    /// The keys of the segments that were asked for.
    record KeysListed(long correlation, List<ListedKey> keys) implements SyncReply {
        public KeysListed {
            keys = List.copyOf(keys);
        }
    }

    /// Keys that show no value, as the index has them. Never sent.
    ///
    /// @param nextSegment where to go on; the number of segments if that was all
    /// @param nextEnd wall milliseconds at which the first of the others will show none, as far as was looked;
    ///     [io.murmur.core.value.Expiry#NEVER] for none
    record DeadListed(long correlation, int nextSegment, List<ListedKey> keys, long nextEnd) implements SyncReply {
        public DeadListed {
            keys = List.copyOf(keys);
        }
    }

    /// What was read, and what is wrong with it. A segment that does not fit its tree comes first in its
    /// answer: whoever asks may ask for it again, for it may just have been written to.
    ///
    /// @param nextSegment where to go on; the number of segments if that was all
    /// @param rows how many were read
    /// @param bytes of their objects
    record Inspected(long correlation, int partition, int nextSegment, int rows, long bytes, List<Flaw> flaws)
            implements SyncReply {
        public Inspected {
            flaws = List.copyOf(flaws);
        }
    }

    /// What a replica knows of a key.
    ///
    /// @param object null if what is there cannot be read
    /// @param clock of the replica, at this moment or a little before
    record KeyShown(long correlation, @Nullable StoredObject object, ReplicaClock clock) implements SyncReply {}

    /// Nothing can be said.
    record Declined(long correlation, Refusal reason) implements SyncReply {}
}
