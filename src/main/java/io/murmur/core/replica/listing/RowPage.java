package io.murmur.core.replica.listing;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import java.util.ArrayList;
import java.util.List;

/// One owner's page while it is gathered: it is shown rows in the order of their hashes until it is full. Mutable.
public final class RowPage {

    /// Bytes of keys of one page; one hash more may be in it.
    static final int KEY_BYTES_MAX = 128 * 1024;

    /// So many rows per key that shows a value, so that the work is bounded where most keys are deleted.
    private static final int ROWS_PER_LIVING_MAX = 16;

    private final ReplicaRequest.ListRows asked;
    private final List<ListedRow> rows = new ArrayList<>();
    private int living;
    private int keyBytes;
    private long nextHash;
    private boolean full;

    /// A page without rows yet.
    public RowPage(ReplicaRequest.ListRows asked) {
        this.asked = asked;
    }

    /// Takes the next row, unless the page ends before it.
    ///
    /// @return whether it was taken, and the one behind it is wanted
    public boolean take(Key key, IndexRow row) {
        if (isEnough() && !rows.isEmpty() && rows.getLast().key().hash() != key.hash()) {
            nextHash = key.hash();
            full = true;
            return false;
        }
        Shown shown = shown(row);
        rows.add(new ListedRow(key, row.digest().content(), shown));
        living += shown == Shown.LIVING ? 1 : 0;
        keyBytes += key.length();
        return true;
    }

    private boolean isEnough() {
        return living >= asked.limit()
                || rows.size() / ROWS_PER_LIVING_MAX >= asked.limit()
                || keyBytes >= KEY_BYTES_MAX;
    }

    private Shown shown(IndexRow row) {
        if (row.isLivingAt(asked.wallMillis())) {
            return Shown.LIVING;
        }
        return row.endsAt() == IndexRow.DELETED_AT ? Shown.NOTHING : Shown.ENDED;
    }

    /// What has been taken; the last page unless a row was left.
    public ReplicaReply.RowsListed listed() {
        return new ReplicaReply.RowsListed(asked.routing().correlation(), rows, nextHash, !full);
    }
}
