/// The decider of the replicas one node keeps: mint, merge, lease, void.
///
/// A *lane* is the unit of persistence: some partitions of one node that share one journal. [LaneDecider] takes what
/// waits for a lane, together with the objects it concerns as they are on disk, and decides one batch: events for the
/// journal, rows for the table, messages that may leave now and messages that must wait until the batch is durable.
/// The state per partition is small ([ReplicaState]); objects never stay in memory.
///
/// Invariants: a dot is minted once; no message says "durable" before it is; a replica's clock covers the dots of
/// everything it holds; a merge is never refused and never looks at operation ids. Design decisions 2, 3, 7-10.
/// What is not here: who coordinates a request (`core.replicate`), bytes of journal records and rows
/// ([JournalRecord], [IndexRow] and `core.value` know them).
@NullMarked
package io.murmur.core.replica;

import org.jspecify.annotations.NullMarked;
