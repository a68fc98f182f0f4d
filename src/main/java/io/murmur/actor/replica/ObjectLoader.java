package io.murmur.actor.replica;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads objects from the table. Blocks for a point read. Not thread-safe.
final class ObjectLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectLoader.class);

    /// Every damaged key is logged once, so that a busy one does not fill the log; so many at most.
    private static final int TOLD_MAX = 1_000;

    private final ObjectTable table;
    private final ReplicaFigures figures;
    private final Set<Key> told = new HashSet<>();

    ObjectLoader(ObjectTable table, ReplicaFigures figures) {
        this.table = table;
        this.figures = figures;
    }

    /// The durable object of `key`; [StoredObject#ABSENT] if there is none, null if what is there cannot be trusted.
    @Nullable
    StoredObject load(int partition, Key key) {
        try {
            byte[] row = table.object(partition, key);
            return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
        } catch (IOException | MalformedBytes rotten) {
            figures.damaged();
            if (told.size() < TOLD_MAX && told.add(key)) {
                LOG.error(
                        "The stored object of key \"{}\" in partition {} is damaged and is not shown to anybody: {}."
                                + " Replace this node while the others hold the data",
                        key,
                        partition,
                        rotten.getMessage());
            }
            return null;
        }
    }
}
