package io.murmur.storage.backup;

import io.murmur.core.bytes.BytesReader;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.JournalRows;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.Rows;
import io.murmur.storage.rocks.StorageFailure;
import java.util.function.Predicate;

/// Reads a whole database: every block of its files, every row of its families, and the checksums of journal records
/// and snapshots, which are older than the blocks they lie in.
public final class DatabaseCheck {

    private DatabaseCheck() {}

    /// What a sound database holds.
    ///
    /// @param chain the last write
    /// @param keys rows of objects: living keys and deleted ones that are not forgotten yet
    /// @param records events in the journals
    /// @param snapshots snapshots of persistent actors
    public record Content(long chain, long keys, long records, long snapshots) {}

    /// Checks all of it.
    ///
    /// @param wholeSnapshot whether a row of a snapshot is as it was written
    /// @throws StorageFailure saying what is damaged
    public static Content of(Database database, Predicate<byte[]> wholeSnapshot) throws StorageFailure {
        database.verify();
        long keys = count(database, Family.OBJECTS, (_, _) -> true);
        count(database, Family.INDEX, (_, _) -> true);
        count(database, Family.DOTS, (_, _) -> true);
        long records = count(database, Family.JOURNAL, DatabaseCheck::isEvent);
        long snapshots = count(database, Family.SNAPSHOTS, (key, row) -> {
            if (!wholeSnapshot.test(row)) {
                throw new StorageFailure("the checksum of snapshot " + Keys.sequenceOf(key) + " of "
                        + Keys.persistenceIdOf(key) + " does not fit");
            }
            return true;
        });
        byte[] chain = database.get(Family.META, Keys.chain());
        return new Content(chain == null ? 0 : new BytesReader(chain).i64(), keys, records, snapshots);
    }

    /// Judges one row: whether it counts.
    private interface Judge {
        boolean counts(byte[] key, byte[] row) throws StorageFailure;
    }

    private static long count(Database database, Family family, Judge judge) throws StorageFailure {
        long count = 0;
        try (Rows rows = database.rows(family)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                count += judge.counts(rows.key(), rows.value()) ? 1 : 0;
            }
            rows.check();
        }
        return count;
    }

    private static boolean isEvent(byte[] key, byte[] row) throws StorageFailure {
        if (!Keys.isEvent(key)) {
            return false;
        }
        JournalRows.read(Keys.persistenceIdOf(key), Keys.sequenceOf(key), row);
        return true;
    }
}
