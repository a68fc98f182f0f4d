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
///
/// @param recorded in the order of decision; without rows when it comes back from the journal
public record LaneBatch(List<Recorded> recorded) implements StorableEvent {

    /// Tells a lane's records in the journal from others.
    public static final int TAG = 1;

    public LaneBatch {
        recorded = List.copyOf(recorded);
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
