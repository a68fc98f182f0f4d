package io.murmur.load.volume;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.storage.JournalStore;
import io.murmur.storage.SnapshotStore;
import io.murmur.storage.SnapshotStore.Bounds;
import io.murmur.storage.SnapshotStore.Stored;
import io.murmur.storage.SnapshotStore.Taken;
import io.murmur.storage.Volume;
import io.murmur.storage.rocks.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Does to the volume what a persistent lane does: appends batches, takes a snapshot now and then and cuts its
/// journal off behind it. Not thread-safe.
final class Lane {

    private static final int APPENDS_PER_SNAPSHOT = 1000;
    private static final int SNAPSHOT_BYTES = 64 * 1024;

    private final String id;
    private final Volume volume;
    private final JournalStore journal;
    private final SnapshotStore snapshots;
    private List<RowChange> pending = new ArrayList<>();
    private long sequence;

    Lane(int number, Volume volume) {
        this.id = "lane-" + number;
        this.volume = volume;
        this.journal = new JournalStore(volume);
        this.snapshots = new SnapshotStore(volume);
    }

    /// Loads the newest snapshot and replays the journal behind it, as the start of a node does.
    ///
    /// @return how many records were replayed
    long recover() {
        long taken = snapshots
                .newest(id, new Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE))
                .join()
                .map(stored -> stored.taken().sequence())
                .orElse(0L);
        long[] replayed = new long[1];
        journal.replay(id, new JournalStore.Range(taken + 1, Long.MAX_VALUE, Long.MAX_VALUE), _ -> replayed[0]++)
                .join();
        sequence = journal.highestSequence(id).join();
        return replayed[0];
    }

    /// Takes a write for the next batch; reads what it supersedes, as a replica does.
    void add(Writes writes, long index) throws StorageFailure {
        Key key = writes.keyOf(index);
        int partition = Writes.partitionOf(key);
        byte[] row = volume.objects().object(partition, key);
        StoredObject before = row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
        pending.add(new RowChange(partition, key, before, writes.objectOf(index)));
    }

    CompletableFuture<Void> persist() {
        if (pending.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        JournalStore.Append append = journal.append(id);
        append.add(++sequence, new LaneBatch(pending));
        pending = new ArrayList<>();
        CompletableFuture<Void> written = append.submit();
        return sequence % APPENDS_PER_SNAPSHOT == 0 ? written.thenCompose(_ -> snapshot(sequence)) : written;
    }

    private CompletableFuture<Void> snapshot(long at) {
        return snapshots
                .save(id, new Stored(new Taken(at, at), new byte[SNAPSHOT_BYTES]))
                .thenCompose(_ -> journal.deleteTo(id, at))
                .thenCompose(_ -> snapshots.delete(id, new Bounds(0, at - 1, Long.MIN_VALUE, Long.MAX_VALUE)));
    }
}
