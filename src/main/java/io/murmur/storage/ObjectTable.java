package io.murmur.storage;

import io.murmur.core.machine.Key;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Database.Reading;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.Rows;
import io.murmur.storage.rocks.StorageFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Point reads and pages of the table, durable state only: a synced write becomes visible after its sync.
/// Thread-safe.
public final class ObjectTable {

    private final Database database;
    private final Reading reading;

    ObjectTable(Database database) {
        this(database, Reading.OFTEN);
    }

    private ObjectTable(Database database, Reading reading) {
        this.database = database;
        this.reading = reading;
    }

    /// The same table for who walks through it: what is read is not kept in memory.
    public ObjectTable inPassing() {
        return new ObjectTable(database, Reading.ONCE);
    }

    /// The object bytes of a key; null if there are none.
    ///
    /// @throws StorageFailure also when the index has the key and the object is gone: "nobody has written it"
    ///     would be wrong
    public byte @Nullable [] object(int partition, Key key) throws StorageFailure {
        byte[] place = Keys.object(partition, key);
        byte[] object = database.get(Family.OBJECTS, place, reading);
        // Twice, since both rows may be written in between.
        if (object == null && database.get(Family.INDEX, place, reading) != null) {
            object = database.get(Family.OBJECTS, place, reading);
            if (object == null) {
                throw new StorageFailure("the index has the key, and its object is gone");
            }
        }
        return object;
    }

    /// The index row of a key; null if there is none.
    public byte @Nullable [] indexRow(int partition, Key key) throws StorageFailure {
        return database.get(Family.INDEX, Keys.object(partition, key), reading);
    }

    /// A page of keys.
    ///
    /// @param nextHash the hash to go on from; meaningless if `last`
    public record Page(List<Key> keys, long nextHash, boolean last) {}

    /// Keys of `partition` in hash order whose index row `wanted` accepts, from `fromHash` (unsigned) on. A
    /// page ends after `limit` accepted keys or `16 x limit` rows, but never between two keys of one hash.
    public Page page(int partition, long fromHash, int limit, Predicate<byte[]> wanted) throws StorageFailure {
        List<Key> keys = new ArrayList<>();
        int seen = 0;
        long hash = fromHash;
        try (Rows rows = database.rows(Family.INDEX)) {
            rows.seek(Keys.objectsFrom(partition, fromHash));
            for (; rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                if (partitionOf(row) != partition) {
                    return new Page(keys, 0, true);
                }
                Key key = Keys.keyOf(row);
                boolean full = keys.size() >= limit || seen >= 16 * limit;
                if (full && key.hash() != hash) {
                    return new Page(keys, key.hash(), false);
                }
                hash = key.hash();
                seen++;
                if (wanted.test(rows.value())) {
                    keys.add(key);
                }
            }
            rows.check();
        }
        return new Page(keys, 0, true);
    }

    /// Shows every key of `partition` with its index row, in hash order, from `fromHash` (unsigned) on, until
    /// `visitor` has had enough.
    public void scan(int partition, long fromHash, RowVisitor visitor) throws StorageFailure {
        try (Rows rows = database.rows(Family.INDEX, reading)) {
            boolean more = true;
            for (rows.seek(Keys.objectsFrom(partition, fromHash)); more && rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                more = partitionOf(row) == partition && visitor.visit(Keys.keyOf(row), rows.value());
            }
            rows.check();
        }
    }

    /// Is shown one key after another.
    @FunctionalInterface
    public interface RowVisitor {

        /// Looks at one key.
        ///
        /// @param indexRow as it is stored
        /// @return whether the next is wanted
        boolean visit(Key key, byte[] indexRow);
    }

    /// The keys that hold the living events of `actor` with counters from `from` to `to`, both inclusive, by
    /// counter; at most `max`.
    public NavigableMap<Long, Key> dots(int partition, ActorId actor, long from, long to, int max)
            throws StorageFailure {
        NavigableMap<Long, Key> living = new TreeMap<>();
        byte[] last = Keys.dot(partition, new Dot(actor, to));
        try (Rows rows = database.rows(Family.DOTS, Arrays.copyOf(last, last.length + 1))) {
            rows.seek(Keys.dot(partition, new Dot(actor, from)));
            for (; living.size() < max && rows.isValid(); rows.next()) {
                living.put(Keys.counterOf(rows.key()), Key.ofOwned(rows.value()));
            }
            rows.check();
        }
        return living;
    }

    /// The living events of one key, by the index of events. Looks at all events of the partition.
    public List<Dot> dotsOf(int partition, Key key) throws StorageFailure {
        List<Dot> living = new ArrayList<>();
        try (Rows rows = database.rows(Family.DOTS, reading)) {
            rows.seek(Keys.dotsFrom(partition));
            for (; rows.isValid() && partitionOf(rows.key()) == partition; rows.next()) {
                if (Key.ofOwned(rows.value()).equals(key)) {
                    living.add(Keys.dotOf(rows.key()));
                }
            }
            rows.check();
        }
        return living;
    }

    private static int partitionOf(byte[] row) {
        return (row[0] & 0xFF) << 8 | (row[1] & 0xFF);
    }
}
