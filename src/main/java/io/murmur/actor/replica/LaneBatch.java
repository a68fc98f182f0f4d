package io.murmur.actor.replica;

import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.version.Dot;
import io.murmur.storage.RowWriter;
import io.murmur.storage.StorableEvent;
import java.util.List;

/// All a lane decided at once, as one journalled event.
/// Immutable but for the time at which the disk began with it.
public final class LaneBatch implements StorableEvent {

    /// Tells a lane's records in the journal from others.
    public static final int TAG = 1;

    private final List<Recorded> recorded;
    private volatile long writeBeganNanos;

    /// @param recorded in the order of decision; without rows when it comes back from the journal
    public LaneBatch(List<Recorded> recorded) {
        this.recorded = List.copyOf(recorded);
    }

    public List<Recorded> recorded() {
        return recorded;
    }

    /// When the disk began to write it, monotonic. Meaningless before it is durable.
    long writeBeganNanos() {
        return writeBeganNanos;
    }

    @Override
    public void writeBegins(long nanos) {
        writeBeganNanos = nanos;
    }

    /// Reads a record back.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes are not one
    public static LaneBatch decode(byte[] record) {
        return new LaneBatch(JournalRecord.decode(record));
    }

    @Override
    public int recordTag() {
        return TAG;
    }

    @Override
    public byte[] record() {
        return JournalRecord.encode(recorded);
    }

    @Override
    public void writeRows(RowWriter rows) {
        for (Recorded each : recorded) {
            RowChange change = each.row();
            if (change != null) {
                writeRow(change, rows);
            }
        }
    }

    private static void writeRow(RowChange change, RowWriter rows) {
        int partition = change.partition();
        if (change.after().isKnown()) {
            rows.putObject(
                    partition,
                    change.key(),
                    change.after().encoded(),
                    IndexRow.of(change.after()).encode());
        } else {
            rows.deleteObject(partition, change.key());
        }
        for (Dot gone : change.dotsGone()) {
            rows.deleteDot(partition, gone);
        }
        for (Dot fresh : change.dotsNew()) {
            rows.putDot(partition, fresh, change.key());
        }
    }

    @Override
    public boolean synced() {
        return recorded.stream().anyMatch(Recorded::synced);
    }
}
