package io.murmur.sim;

import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.listing.RowPage;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.storage.model.ModelVolume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One node's volume as the storage room makes it ([ModelVolume], which real volumes are held against):
/// batches of journal records and rows, atomic, durable in the order they were submitted. A snapshot is saved
/// first; when it is durable, the events are deleted that only older ones need; when that is durable, the
/// snapshots nobody needs. A crash keeps a prefix of what was in flight.
final class SimDisk {

    /// As the lanes of a node do it.
    private static final int SNAPSHOTS_KEPT = 2;

    /// What is durable.
    private static final class Content {
        private ModelVolume volume = new ModelVolume();
        private VolumeStarts starts = VolumeStarts.NONE;
        private long chain;
        private boolean clean;

        Content copy() {
            Content copy = new Content();
            copy.volume = volume.copy();
            copy.starts = starts;
            copy.chain = chain;
            copy.clean = clean;
            return copy;
        }
    }

    /// What becomes durable in one step.
    ///
    /// @param recorded what a batch of a lane records; empty if the step only tidies up
    private record Batch(List<Recorded> recorded, Consumer<ModelVolume> step, Runnable onDisk) {}

    private Content durable = new Content();
    private @Nullable Content backup;
    private final List<Batch> inFlight = new ArrayList<>();
    /// Keys whose objects are not what was written, until they are written anew.
    private final TreeSet<Key> rotten = new TreeSet<>();

    /// Submits a batch; [#oldestDurable] makes it durable when its sync has returned.
    void submit(int lane, List<Recorded> recorded, Runnable onDisk) {
        inFlight.add(new Batch(
                recorded,
                volume -> volume.append(journal(lane), List.of(JournalRecord.encode(recorded)), rowsOf(recorded)),
                onDisk));
    }

    private static Map<Key, byte[]> rowsOf(List<Recorded> batch) {
        Map<Key, byte[]> rows = new LinkedHashMap<>();
        for (Recorded recorded : batch) {
            RowChange row = recorded.row();
            if (row != null) {
                rows.put(row.key(), row.after().isKnown() ? row.after().encoded() : new byte[0]);
            }
        }
        return rows;
    }

    /// Submits a snapshot of all that was submitted of its lane before.
    void submitSnapshot(int lane, byte[] state) {
        String id = journal(lane);
        submit(volume -> volume.saveSnapshot(id, volume.highest(id), state));
    }

    /// Submits that the events go which only older snapshots need than those that are kept.
    void submitDeletingEvents(int lane) {
        submit(volume -> volume.deleteEvents(journal(lane), oldestKept(volume, lane)));
    }

    /// Submits that the snapshots go that are older than those that are kept.
    void submitDeletingSnapshots(int lane) {
        submit(volume -> volume.deleteSnapshots(journal(lane), oldestKept(volume, lane) - 1));
    }

    private static long oldestKept(ModelVolume volume, int lane) {
        List<Long> snapshots = volume.snapshots(journal(lane));
        return snapshots.size() < SNAPSHOTS_KEPT ? 0 : snapshots.get(snapshots.size() - SNAPSHOTS_KEPT);
    }

    private void submit(Consumer<ModelVolume> tidying) {
        inFlight.add(new Batch(List.of(), tidying, () -> {}));
    }

    /// The sync of the oldest batch in flight returned.
    void oldestDurable() {
        Batch batch = inFlight.removeFirst();
        durable.chain++;
        rotten.removeAll(rowsOf(batch.recorded()).keySet());
        batch.onDisk().run();
        batch.step().accept(durable.volume);
    }

    /// Power fails: any prefix of what was in flight may have reached the disk.
    ///
    /// @return whether something is lost that counted as durable, because its namespace asks for no sync
    boolean crash(SplittableRandom random) {
        for (int kept = random.nextInt(inFlight.size() + 1); kept > 0; kept--) {
            oldestDurable();
        }
        boolean lost = inFlight.stream().anyMatch(SimDisk::mayBeLost);
        inFlight.clear();
        return lost;
    }

    /// Whether it counts as durable before it is.
    private static boolean mayBeLost(Batch batch) {
        return !batch.recorded().isEmpty() && !needsSync(batch.recorded());
    }

    byte @Nullable [] snapshotOf(int lane) {
        return durable.volume.newestSnapshot(journal(lane));
    }

    List<Recorded> replay(int lane) {
        List<Recorded> replayed = new ArrayList<>();
        for (byte[] record : durable.volume.replayed(journal(lane))) {
            replayed.addAll(JournalRecord.decode(record));
        }
        return replayed;
    }

    /// What a reader sees: rows on the disk, and rows in the kernel of batches that need no sync.
    StoredObject object(Key key) {
        for (Batch batch : inFlight.reversed()) {
            for (Recorded recorded : batch.recorded().reversed()) {
                RowChange row = recorded.row();
                if (row != null && mayBeLost(batch) && row.key().equals(key)) {
                    return row.after();
                }
            }
        }
        byte[] row = durable.volume.row(key);
        return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
    }

    ReplicaReply read(ReplicaRequest.Read read) {
        long correlation = read.routing().correlation();
        StoredObject object = object(read.key());
        return object.encoded().length <= read.fullBytesMax()
                ? new ReplicaReply.Held(correlation, object)
                : new ReplicaReply.HeldDigest(correlation, ObjectDigest.of(object));
    }

    /// A page of rows in hash order, those of deleted keys too.
    ReplicaReply.RowsListed rows(ReplicaRequest.ListRows asked, ToIntFunction<Key> partitions) {
        RowPage page = new RowPage(asked);
        for (Key key : keys()) {
            StoredObject object = object(key);
            boolean wanted = partitions.applyAsInt(key) == asked.routing().partition()
                    && Long.compareUnsigned(key.hash(), asked.fromHash()) >= 0
                    && object.isKnown();
            if (wanted && !page.take(key, IndexRow.of(object))) {
                break;
            }
        }
        return page.listed();
    }

    /// Every key a reader may find something of, in hash order.
    List<Key> keys() {
        TreeSet<Key> keys = new TreeSet<>(durable.volume.keys());
        for (Batch batch : inFlight) {
            for (Recorded recorded : batch.recorded()) {
                RowChange row = recorded.row();
                if (row != null) {
                    keys.add(row.key());
                }
            }
        }
        return List.copyOf(keys);
    }

    /// The durable object of one key, if there is one, can be read no more.
    void rot(Key key) {
        boolean isThere = durable.volume.row(key) != null;
        if (isThere
                && inFlight.stream().noneMatch(batch -> rowsOf(batch.recorded()).containsKey(key))) {
            rotten.add(key);
        }
    }

    Set<Key> rotten() {
        return rotten;
    }

    /// What the indexes tell of a key whose object cannot be read; null if it can be.
    Loaded.@Nullable Damage damageOf(Key key) {
        StoredObject object = object(key);
        List<Dot> dots = object.siblings().stream().map(Sibling::dot).toList();
        return rotten.contains(key) ? new Loaded.Damage(ObjectDigest.contentOf(object), object.isAlive(), dots) : null;
    }

    byte @Nullable [] row(Key key) {
        return durable.volume.row(key);
    }

    static boolean needsSync(List<Recorded> batch) {
        return batch.stream().anyMatch(Recorded::synced);
    }

    void takeBackup() {
        backup = durable.copy();
    }

    /// Puts the database back to the backup, or to nothing.
    void rollBack() {
        inFlight.clear();
        durable = backup == null ? new Content() : backup.copy();
    }

    /// What it tells of the processes on it.
    VolumeStarts starts() {
        return durable.starts;
    }

    /// The data are of a new incarnation.
    void forgetStarts() {
        durable.starts = VolumeStarts.NONE;
    }

    /// Writes that are durable, as the chain numbers of a volume count them.
    long chain() {
        return durable.chain;
    }

    /// How far [#rollBack] would put it back to.
    long chainOfBackup() {
        return backup == null ? 0 : backup.chain;
    }

    /// The process ends in order: all that was on its way to the disk is there.
    void stopCleanly() {
        while (!inFlight.isEmpty()) {
            oldestDurable();
        }
        durable.clean = true;
    }

    /// A process uses it from now on.
    ///
    /// @return whether the one before ended in order
    boolean open(long boot) {
        boolean clean = durable.clean;
        durable.clean = false;
        durable.starts = durable.starts.with(new VolumeStarts.Start(boot, durable.chain));
        return clean;
    }

    private static String journal(int lane) {
        return "lane-" + lane;
    }
}
