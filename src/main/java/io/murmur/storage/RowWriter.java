package io.murmur.storage;

import io.murmur.core.machine.Key;
import io.murmur.core.version.Dot;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.WriteOperations;

/// Takes the rows that go with a journal record, in the same write.
public final class RowWriter {

    private final WriteOperations operations;

    RowWriter(WriteOperations operations) {
        this.operations = operations;
    }

    /// The object of a key and the index row beside it.
    public void putObject(int partition, Key key, byte[] object, byte[] indexRow) {
        byte[] row = Keys.object(partition, key);
        operations.put(Family.OBJECTS, row, object);
        operations.put(Family.INDEX, row, indexRow);
    }

    /// Nothing is known of the key any more.
    public void deleteObject(int partition, Key key) {
        byte[] row = Keys.object(partition, key);
        operations.delete(Family.OBJECTS, row);
        operations.delete(Family.INDEX, row);
    }

    /// Where to find the event `dot`.
    public void putDot(int partition, Dot dot, Key key) {
        operations.put(Family.DOTS, Keys.dot(partition, dot), key.bytes());
    }

    public void deleteDot(int partition, Dot dot) {
        operations.delete(Family.DOTS, Keys.dot(partition, dot));
    }
}
