package io.murmur.load.volume;

import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.RowChange;
import io.murmur.storage.RowWriter;
import io.murmur.storage.StorableEvent;
import java.util.List;

/// What a lane journals for the writes it drained at once: one packed record and the rows of each.
record LaneBatch(List<RowChange> rows) implements StorableEvent {

    @Override
    public int recordTag() {
        return 1;
    }

    @Override
    public byte[] record() {
        return JournalRecord.encode(rows.stream().map(LaneBatch::recorded).toList());
    }

    private static Recorded recorded(RowChange row) {
        var dots = row.dotsNew();
        var operations = row.after().siblings().stream()
                .map(sibling -> sibling.operation())
                .toList();
        var digest = DigestChange.between(row.before(), row.after());
        return Recorded.replayed(new ReplicaEvent.ObjectChanged(
                row.partition(), row.key().hash(), dots, dots.getFirst().counter(), operations, 0, digest));
    }

    @Override
    public void writeRows(RowWriter writer) {
        for (RowChange row : rows) {
            writer.putObject(
                    row.partition(),
                    row.key(),
                    row.after().encoded(),
                    IndexRow.of(row.after()).encode());
            row.dotsNew().forEach(dot -> writer.putDot(row.partition(), dot, row.key()));
            row.dotsGone().forEach(dot -> writer.deleteDot(row.partition(), dot));
        }
    }

    @Override
    public boolean synced() {
        return true;
    }
}
