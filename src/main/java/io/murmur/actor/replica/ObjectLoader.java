package io.murmur.actor.replica;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Consumer<ReplicaNotice.RowDamaged> listener;
    private final Set<Key> told = new HashSet<>();

    /// A loader.
    ///
    /// @param listener told of each row that cannot be trusted, as often as it is met
    ObjectLoader(ObjectTable table, ReplicaFigures figures, Consumer<ReplicaNotice.RowDamaged> listener) {
        this.table = table;
        this.figures = figures;
        this.listener = listener;
    }

    /// The durable object of `key`; [StoredObject#ABSENT] if there is none, null if what is there cannot be trusted.
    @Nullable
    StoredObject load(int partition, Key key) {
        try {
            byte[] row = table.object(partition, key);
            return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
        } catch (IOException | MalformedBytes rotten) {
            figures.damaged();
            listener.accept(new ReplicaNotice.RowDamaged(partition, key));
            if (told.size() < TOLD_MAX && told.add(key)) {
                LOG.error(
                        "The stored object of key \"{}\" in partition {} is damaged and is not shown to anybody: {}."
                                + " It is restored from the other owners",
                        key,
                        partition,
                        rotten.getMessage());
            }
            return null;
        }
    }

    /// What is wrong with the rows of `key`; null if they fit each other.
    ///
    /// @throws IOException when the index of events cannot be read
    Loaded.@Nullable Damage damageOf(int partition, Key key) throws IOException {
        IndexRow index = indexRow(partition, key);
        if (isObjectOf(index, partition, key)) {
            return null;
        }
        List<Dot> dots = table.dotsOf(partition, key);
        return index == null
                ? new Loaded.Damage(0, false, dots)
                : new Loaded.Damage(index.digest().content(), index.endsAt() != IndexRow.DELETED_AT, dots);
    }

    private boolean isObjectOf(@Nullable IndexRow index, int partition, Key key) {
        try {
            byte[] row = table.object(partition, key);
            if (row == null || index == null) {
                return (row == null) == (index == null);
            }
            return index.digest().content() == ObjectDigest.contentOf(ObjectCodec.decode(row));
        } catch (IOException | MalformedBytes rotten) {
            LOG.debug("The object of key \"{}\" cannot be read: {}", key, rotten.getMessage());
            return false;
        }
    }

    /// The index row of `key`; null if there is none, or none that can be read.
    @Nullable
    IndexRow indexRow(int partition, Key key) {
        try {
            byte[] row = table.indexRow(partition, key);
            return row == null ? null : IndexRow.decode(row);
        } catch (IOException | MalformedBytes rotten) {
            LOG.debug("The index row of key \"{}\" cannot be read: {}", key, rotten.getMessage());
            return null;
        }
    }
}
