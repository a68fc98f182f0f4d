package io.murmur.core.replica;

import io.murmur.core.machine.Now;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Gives the events of a mint their names, and records and answers what has become of its key.
final class EventNaming {

    private static final int SIBLINGS_WARN = 10;

    private final BatchDraft draft;
    private final Namespaces namespaces;

    EventNaming(BatchDraft draft, Namespaces namespaces) {
        this.draft = draft;
        this.namespaces = namespaces;
    }

    /// Events that have their names, in order, and one time.
    record Named(List<Dot> dots, long time) {

        Dot first() {
            return dots.getFirst();
        }

        /// The same events, later than these siblings.
        Named laterThan(StoredObject current, Predicate<Sibling> others) {
            long later = time;
            for (Sibling sibling : current.siblings()) {
                if (others.test(sibling) && Long.compareUnsigned(sibling.hybridTime(), later) >= 0) {
                    later = sibling.hybridTime() + 1;
                }
            }
            return new Named(dots, later);
        }
    }

    Named name(ReplicaDraft replica, ReplicaRequest.Mint request, int count, Now now) {
        List<Dot> dots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            dots.add(replica.mint());
        }
        long time = HybridTime.next(replica.hybridTime(), now.wallMillis());
        replica.hybridTime(time);
        replica.saw(request.operation());
        return new Named(dots, time);
    }

    /// What a mint has come to.
    ///
    /// @param found the elements it is about that were in place before
    record Change(StoredObject before, StoredObject after, List<Value> found) {

        Change(StoredObject before, StoredObject after) {
            this(before, after, List.of());
        }
    }

    void record(Loaded loaded, ReplicaRequest.Mint request, Change change, Named named, Now now) {
        RowChange row = new RowChange(request.routing().partition(), request.key(), change.before(), change.after());
        List<Dot> applied = new ArrayList<>(named.dots());
        applied.addAll(row.dotsGone());
        Namespace namespace = namespaces.of(request.key());
        draft.noteEnd(row, draft.change(row, applied, named.time(), List.of(request.operation()), namespace.synced()));
        if (!namespace.pushes(1)) {
            draft.noteUnpushed(row.partition());
        }
        boolean existed = row.before().isAliveAt(now.wallMillis());
        reply(
                loaded,
                new ReplicaReply.Minted(
                        request.routing().correlation(), row.after(), applied, existed, change.found()));
        warn(row);
    }

    private void reply(Loaded loaded, ReplicaReply.Minted reply) {
        // Not before it is durable: a context names all events of an actor up to one. If an event had left this
        // node and were lost here, the next one would claim to know it, and drop it elsewhere.
        draft.replyAfterDurable(loaded.from(), reply);
        draft.replyStored(loaded, StoredObject.ABSENT);
    }

    private void warn(RowChange row) {
        int siblings = siblingsOf(row.after());
        if (siblings >= SIBLINGS_WARN) {
            draft.publishNow(
                    new ReplicaNotice.ManySiblings(row.partition(), row.key().toString(), siblings));
        }
    }

    /// Elements are many by nature, and additions to a HyperLogLog are united now and then.
    private static int siblingsOf(StoredObject object) {
        int count = 0;
        for (Sibling sibling : object.siblings()) {
            count += sibling.element() == null && sibling.registers() == null ? 1 : 0;
        }
        return count;
    }
}
