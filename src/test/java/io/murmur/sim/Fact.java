package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a run saw, beside operations and dots; the checkers judge it.
public sealed interface Fact {

    /// One try of an operation, through one node.
    ///
    /// @param isOwed whether a quorum was there for it all the time, see [io.murmur.sim.check.Conditions]
    record Try(History.Operation operation, Outcome outcome, boolean isOwed) implements Fact {}

    /// What an operation of a session has shown of a key: what it read, or all that is known of what it wrote.
    ///
    /// @param session whose
    /// @param nanos when
    record Shown(long session, Key key, VersionVector context, long nanos) implements Fact {}

    /// What the disks of a key's owners held at the moment a write was answered.
    ///
    /// @param writeOwners W of the write
    /// @param known what each of these disks knew of the key
    /// @param lost how many owners' disks cannot be looked at, because they have lost data
    record Disks(History.Operation write, int writeOwners, List<VersionVector> known, int lost) implements Fact {
        public Disks {
            known = List.copyOf(known);
        }
    }

    /// A page of keys somebody asked for.
    ///
    /// @param startNanos when
    record Page(ClientOperation.List asked, Outcome.Listed listed, long startNanos) implements Fact {

        /// Whether the key, if it is of the partition, belongs into the page.
        public boolean reaches(Key key) {
            return Long.compareUnsigned(key.hash(), asked.fromHash()) >= 0
                    && (listed.last() || Long.compareUnsigned(key.hash(), listed.nextHash()) < 0);
        }
    }

    /// All keys of a partition that somebody listed page by page after the heal.
    record Scan(int partition, List<Key> keys) implements Fact {
        public Scan {
            keys = List.copyOf(keys);
        }
    }

    /// How many living keys an owner of a partition counted after the heal.
    record Count(NodeId owner, int partition, long livingKeys) implements Fact {}

    /// What an owner holds of a key in the end, after a read of all.
    ///
    /// @param bytes the encoded object; null if it holds nothing
    record Row(NodeId owner, Key key, @Nullable ByteBuffer bytes) implements Fact {}

    /// What an owner holds of a key after the heal, before anybody reads it.
    ///
    /// @param bytes the encoded object; null if it holds nothing
    /// @param known the context of the object
    /// @param isDead whether it has deletes and nothing else
    record Held(NodeId owner, Key key, @Nullable ByteBuffer bytes, VersionVector known, boolean isDead)
            implements Fact {}

    /// Which dots an owner of a partition has applied after the heal, before anybody reads.
    ///
    /// @param clock a copy
    /// @param treeFits whether its tree is the one its rows make
    record Applied(NodeId owner, int partition, PartitionClock clock, boolean treeFits) implements Fact {}

    /// Which dots an owner counted as applied at some moment, and what it knew of the keys then; durable, both.
    ///
    /// @param clock a copy
    /// @param contexts of all keys of the partition it had heard of
    record Knew(NodeId owner, int partition, PartitionClock clock, SortedMap<Key, VersionVector> contexts)
            implements Fact {}

    /// How many living keys a node counts in the end, and how many rows of such it has.
    record OwnCount(NodeId node, int partition, long counted, long rows) implements Fact {}

    /// Which of its own counters a replica knows to be applied or void in the end, and the last it has given
    /// out.
    record OwnCounters(ActorId self, int partition, IntervalSet known, long last) implements Fact {}
}
