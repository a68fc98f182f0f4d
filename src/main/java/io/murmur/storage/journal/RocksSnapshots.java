package io.murmur.storage.journal;

import io.murmur.storage.SnapshotStore.Bounds;
import io.murmur.storage.SnapshotStore.Stored;
import io.murmur.storage.SnapshotStore.Taken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.serialization.Snapshot;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/// The snapshot plug-in: one synced row per snapshot, in the same committer as the journal.
public final class RocksSnapshots extends SnapshotStore {

    private final io.murmur.storage.SnapshotStore snapshots = new io.murmur.storage.SnapshotStore(
            StorageExtension.of(context().system()).volume());
    private final Serialization serialization =
            SerializationExtension.get(context().system());

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(snapshots
                .newest(persistenceId, bounds(criteria))
                .thenApply(found -> found.map(stored -> selected(persistenceId, stored))));
    }

    private SelectedSnapshot selected(String persistenceId, Stored stored) {
        Snapshot snapshot =
                serialization.deserialize(stored.content(), Snapshot.class).get();
        var metadata = new SnapshotMetadata(
                persistenceId, stored.taken().sequence(), stored.taken().millis());
        return SelectedSnapshot.create(metadata, snapshot.data());
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        CompletableFuture<Void> saved;
        try {
            byte[] content = serialization.serialize(new Snapshot(snapshot)).get();
            saved = snapshots.save(metadata.persistenceId(), new Stored(taken(metadata), content));
        } catch (Exception unserializable) {
            saved = CompletableFuture.failedFuture(unserializable);
        }
        return FutureConverters.asScala(saved);
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        long millis = metadata.timestamp();
        var exactly = new Bounds(
                metadata.sequenceNr(),
                metadata.sequenceNr(),
                millis == 0 ? Long.MIN_VALUE : millis,
                millis == 0 ? Long.MAX_VALUE : millis);
        return FutureConverters.asScala(snapshots.delete(metadata.persistenceId(), exactly));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(snapshots.delete(persistenceId, bounds(criteria)));
    }

    private static Taken taken(SnapshotMetadata metadata) {
        return new Taken(metadata.sequenceNr(), metadata.timestamp());
    }

    private static Bounds bounds(SnapshotSelectionCriteria criteria) {
        return new Bounds(
                criteria.minSequenceNr(), criteria.maxSequenceNr(), criteria.minTimestamp(), criteria.maxTimestamp());
    }
}
