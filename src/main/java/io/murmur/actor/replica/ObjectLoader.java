package io.murmur.actor.replica;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads objects from the table. Blocks for a point read.
final class ObjectLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectLoader.class);

    private final ObjectTable table;

    ObjectLoader(ObjectTable table) {
        this.table = table;
    }

    /// The durable object of `key`; [StoredObject#ABSENT] if there is none, null if what is there cannot be trusted.
    @Nullable
    StoredObject load(int partition, Key key) {
        try {
            byte[] row = table.object(partition, key);
            return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
        } catch (IOException | MalformedBytes rotten) {
            LOG.error(
                    "The stored object of key \"{}\" in partition {} is damaged and is not shown to anybody: {}",
                    key,
                    partition,
                    rotten.getMessage());
            return null;
        }
    }
}
