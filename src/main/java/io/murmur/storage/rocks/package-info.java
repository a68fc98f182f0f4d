/// One RocksDB and the one thread that writes to it.
///
/// [Committer] is the entry: what waits becomes one write, synced once. [LogAudit] tells a torn log from one with a
/// hole. [Keys] and [JournalRows] are the only places that know the bytes of keys and journal rows.
@NullMarked
package io.murmur.storage.rocks;

import org.jspecify.annotations.NullMarked;
