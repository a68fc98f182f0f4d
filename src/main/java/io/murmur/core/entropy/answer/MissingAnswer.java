package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.machine.Key;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes one page of events somebody lacks. Lives for one answer.
final class MissingAnswer {

    private final Holdings holdings;
    private final int bytesMax;
    private final boolean reportsUnread;
    private final List<KeyedObject> objects = new ArrayList<>();
    private final List<SyncReply.Looked> looked = new ArrayList<>();
    private int bytes;
    private boolean full;

    /// @param reportsUnread whether an event whose row cannot be read counts as not looked for
    MissingAnswer(Holdings holdings, int bytesMax, boolean reportsUnread) {
        this.holdings = holdings;
        this.bytesMax = bytesMax;
        this.reportsUnread = reportsUnread;
    }

    SyncReply make(long correlation, List<Finding.Missing> replicas) {
        for (Finding.Missing replica : replicas) {
            if (!full) {
                look(replica);
            }
        }
        return new SyncReply.MissingSent(correlation, objects, looked);
    }

    private void look(Finding.Missing replica) {
        PartitionClock unread = new PartitionClock();
        TreeMap<Key, StoredObject> sent = new TreeMap<>();
        Dot last = null;
        for (Finding.LivingDot living : replica.living()) {
            StoredObject known = sent.get(living.key());
            StoredObject object = known != null ? known : holdings.object(replica.partition(), living.key());
            if (object == null || !object.context().covers(living.dot())) {
                // It cannot be read, or the event is not in it: a row that was lost.
                note(living.dot(), unread);
            } else if (known != null || take(replica.partition(), living.key(), object)) {
                sent.put(living.key(), object);
            } else {
                full = true;
                break;
            }
            last = living.dot();
        }
        report(replica, last, unread);
    }

    private void note(Dot dot, PartitionClock unread) {
        if (reportsUnread) {
            unread.add(dot);
        }
    }

    /// An object may have changed since the lane spoke. Then the dot lives in it no more, or beside others,
    /// and what is sent contains what superseded it.
    ///
    /// @return false if there is no room for it
    private boolean take(int partition, Key key, StoredObject object) {
        int size = object.encoded().length;
        if (!objects.isEmpty() && bytes + size > bytesMax) {
            return false;
        }
        bytes += size;
        objects.add(new KeyedObject(partition, key, object));
        return true;
    }

    private void report(Finding.Missing replica, @Nullable Dot last, PartitionClock unread) {
        if (full && last == null) {
            return;
        }
        PartitionClock dots = full && last != null ? replica.looked().upTo(last) : replica.looked();
        boolean complete = replica.all() && !full && unread.isEmpty();
        looked.add(new SyncReply.Looked(
                replica.partition(), replica.root(), dots.minus(unread), complete, replica.coversKnown()));
        full |= !replica.all();
    }
}
