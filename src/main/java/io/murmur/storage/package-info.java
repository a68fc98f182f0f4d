/// One node's volume: the identity file beside one RocksDB database, and the one committer that writes to it.
///
/// Everything durable goes through [Committer]: what waits becomes one RocksDB write, synced once (group commit
/// without a timer). A journal record and the rows it causes are in the same write, so the table never runs ahead of
/// the journal or behind it, and cutting the journal off is always safe (design decision 3). [Volume] is the entry:
/// it opens a folder or says why not.
///
/// Invariants: nothing is reported durable before its sync returned; a failed write is never tried again; a hole in
/// the log before synced data is never passed over. What is not here: what the bytes of rows mean
/// (`core.replica.event`, `core.value`), the actors that persist (`actor.replica`).
@NullMarked
package io.murmur.storage;

import org.jspecify.annotations.NullMarked;
