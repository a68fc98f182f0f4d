package io.murmur.sim;

import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One node's volume as the storage room makes it: batches of journal records and rows, atomic, durable in the
/// order they were submitted; snapshots that let the journal be cut off. A crash keeps a prefix of what was in
/// flight.
final class SimDisk {

    /// One lane's journal: the newest snapshot and the records behind it.
    private static final class Journal {
        private byte @Nullable [] snapshot;
        private final List<byte[]> records = new ArrayList<>();

        Journal copy() {
            Journal copy = new Journal();
            copy.snapshot = snapshot;
            copy.records.addAll(records);
            return copy;
        }
    }

    /// What is durable.
    private static final class Content {
        private final TreeMap<Integer, Journal> journals = new TreeMap<>();
        private final TreeMap<Key, byte[]> rows = new TreeMap<>();
        private VolumeStarts starts = VolumeStarts.NONE;
        private long chain;
        private boolean clean;

        Content copy() {
            Content copy = new Content();
            journals.forEach((lane, journal) -> copy.journals.put(lane, journal.copy()));
            copy.rows.putAll(rows);
            copy.starts = starts;
            copy.chain = chain;
            copy.clean = clean;
            return copy;
        }
    }

    /// A batch of a lane, or its snapshot: both go through the same log, in the order they were submitted.
    ///
    /// @param snapshot empty, or the snapshot
    private record Batch(int lane, List<Recorded> recorded, List<byte[]> snapshot, Runnable onDisk) {}

    private Content durable = new Content();
    private @Nullable Content backup;
    private final List<Batch> inFlight = new ArrayList<>();

    /// Submits a batch; [#oldestDurable] makes it durable when its sync has returned.
    void submit(int lane, List<Recorded> recorded, Runnable onDisk) {
        inFlight.add(new Batch(lane, recorded, List.of(), onDisk));
    }

    /// Submits a snapshot of all that was submitted of its lane before.
    void submitSnapshot(int lane, byte[] state) {
        inFlight.add(new Batch(lane, List.of(), List.of(state), () -> {}));
    }

    /// The sync of the oldest batch in flight returned.
    void oldestDurable() {
        Batch batch = inFlight.removeFirst();
        durable.chain++;
        batch.onDisk().run();
        Journal journal = journal(batch.lane());
        if (!batch.snapshot().isEmpty()) {
            journal.snapshot = batch.snapshot().getFirst();
            journal.records.clear();
            return;
        }
        journal.records.add(JournalRecord.encode(batch.recorded()));
        for (Recorded recorded : batch.recorded()) {
            RowChange row = recorded.row();
            if (row != null) {
                durable.rows.put(row.key(), row.after().encoded());
            }
        }
    }

    /// Power fails: any prefix of what was in flight may have reached the disk.
    ///
    /// @return whether something is lost that counted as durable, because its namespace asks for no sync
    boolean crash(SplittableRandom random) {
        for (int kept = random.nextInt(inFlight.size() + 1); kept > 0; kept--) {
            oldestDurable();
        }
        boolean lost = inFlight.stream().anyMatch(batch -> batch.snapshot().isEmpty() && !needsSync(batch.recorded()));
        inFlight.clear();
        return lost;
    }

    byte @Nullable [] snapshotOf(int lane) {
        return journal(lane).snapshot;
    }

    List<Recorded> replay(int lane) {
        List<Recorded> replayed = new ArrayList<>();
        for (byte[] record : journal(lane).records) {
            replayed.addAll(JournalRecord.decode(record));
        }
        return replayed;
    }

    /// What a reader sees: rows on the disk, and rows in the kernel of batches that need no sync.
    StoredObject object(Key key) {
        for (Batch batch : inFlight.reversed()) {
            for (Recorded recorded : batch.recorded().reversed()) {
                RowChange row = recorded.row();
                if (row != null && !needsSync(batch.recorded()) && row.key().equals(key)) {
                    return row.after();
                }
            }
        }
        byte[] row = durable.rows.get(key);
        return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
    }

    ReplicaReply read(ReplicaRequest.Read read) {
        long correlation = read.routing().correlation();
        StoredObject object = object(read.key());
        return object.encoded().length <= read.fullBytesMax()
                ? new ReplicaReply.Held(correlation, object)
                : new ReplicaReply.HeldDigest(correlation, ObjectDigest.of(object));
    }

    /// A page of living keys in hash order: at most `limit`, but never between two keys of one hash.
    ReplicaReply.PageListed page(Routing routing, Partitions partitions, long fromHash, int limit) {
        List<Key> keys = new ArrayList<>();
        for (Key key : keys()) {
            boolean wanted = partitions.of(key) == routing.partition()
                    && Long.compareUnsigned(key.hash(), fromHash) >= 0
                    && object(key).isAlive();
            if (wanted && keys.size() >= limit && keys.getLast().hash() != key.hash()) {
                return new ReplicaReply.PageListed(routing.correlation(), keys, key.hash(), false);
            }
            if (wanted) {
                keys.add(key);
            }
        }
        return new ReplicaReply.PageListed(routing.correlation(), keys, 0, true);
    }

    /// Every key a reader may find something of, in hash order.
    private List<Key> keys() {
        TreeSet<Key> keys = new TreeSet<>(durable.rows.keySet());
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

    byte @Nullable [] row(Key key) {
        return durable.rows.get(key);
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

    private Journal journal(int lane) {
        return durable.journals.computeIfAbsent(lane, _ -> new Journal());
    }
}
