/// The replicas of a node: a fixed set of persistent actors, the lanes, each with its share of the partitions, and
/// readers beside them that only look at what is durable.
///
/// A lane drains its inbox into one decision and one packed event, journalled with the rows it causes in one write
/// (design decisions 2, 3 and 17). Entry: [io.murmur.actor.replica.LaneActor],
/// [io.murmur.actor.replica.ReaderActor]. Both run on a dispatcher of their own, where a point read of RocksDB is
/// allowed. What is not here: what is decided (`core.replica`), who asks (`actor.coordinator`).
@NullMarked
package io.murmur.actor.replica;

import org.jspecify.annotations.NullMarked;
