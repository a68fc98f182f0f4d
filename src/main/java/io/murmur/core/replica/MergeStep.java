package io.murmur.core.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Beyond;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Decides one merge. Refused only if it would change something and the disk is full; never deduplicated:
/// replication and repair are the same thing (decision 1).
final class MergeStep {

    private static final int FEW = 8;

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;
    private final boolean diskFull;
    private final ObjectMerge merge;

    MergeStep(BatchDraft draft, Namespaces namespaces, ReplicaLimits limits, Safeguards safeguards, boolean diskFull) {
        this.diskFull = diskFull;
        this.draft = draft;
        this.namespaces = namespaces;
        this.limits = limits;
        this.safeguards = safeguards;
        this.merge = new ObjectMerge(safeguards);
    }

    void step(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Merge request, Now now) {
        List<Dot> dots = dotsOf(request.object(), request.applied());
        if (isPutBack(replica, dots)) {
            return;
        }
        if (isDroppedAsRepetition(replica, request)) {
            draft.replyStored(loaded, StoredObject.ABSENT);
            return;
        }
        StoredObject current = draft.objectOf(request.key(), loaded);
        List<Sibling> seen = seenBefore(replica, current, request);
        if (PurgeRule.wouldComeBack(seen, request.object(), now.wallMillis())) {
            draft.refuse(loaded, Refusal.SEEN_BEFORE);
            return;
        }
        StoredObject after = merge.merge(current, PurgeRule.without(seen, request.object()));
        RowChange row = new RowChange(request.routing().partition(), request.key(), current, after);
        dots.removeIf(dot -> replica.state().clock().covers(dot));
        List<OperationId> operations = newOperations(replica, request.object(), row);
        boolean isIndexed = loaded.damage() == null || draft.hasChanged(request.key());
        if (!dots.isEmpty() || !operations.isEmpty() || !after.equals(current) || !isIndexed) {
            if (diskFull) {
                draft.refuse(loaded, Refusal.DISK_FULL);
                return;
            }
            DigestChange digest = DigestChange.between(isIndexed ? current : StoredObject.ABSENT, after);
            boolean isSameRow = digest.before() == digest.after() && after.equals(current);
            record(replica, row, new News(dots, operations), new Effects(row.livingDelta(), digest, !isSameRow), now);
        }
        draft.replyStored(loaded, Beyond.of(after, request));
    }

    /// Lets what other owners hold take the place of rows that are not as they were written. Of the events
    /// that had a place in them, one that the others do not know may still be on its way to them, acknowledged
    /// by this replica: until that cannot be any more, the rows stay as they are, and nothing of them is shown.
    void restore(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Restore request, Now now) {
        Loaded.Damage damage = draft.hasChanged(request.key()) ? null : loaded.damage();
        if (damage == null) {
            draft.replyStored(loaded, StoredObject.ABSENT);
            return;
        }
        StoredObject after = request.object();
        List<Dot> dots = dotsOf(after, List.of());
        if (isPutBack(replica, dots)) {
            return;
        }
        List<Dot> unknown = new ArrayList<>(damage.dots());
        unknown.removeIf(dot -> after.context().covers(dot));
        if (!unknown.isEmpty() && !request.isAll() && safeguards.has(Safeguard.RESTORE_WHAT_LIVED)) {
            draft.refuse(loaded, Refusal.ROTTEN);
            return;
        }
        dots.removeIf(dot -> replica.state().clock().covers(dot));
        int partition = request.routing().partition();
        RowChange row = new RowChange(partition, request.key(), StoredObject.ABSENT, after, damage.dots());
        News news = new News(dots, newOperations(replica, after, row));
        int livingDelta = (after.isAlive() ? 1 : 0) - (damage.isLiving() ? 1 : 0);
        long digest = after.isKnown() ? ObjectDigest.contentOf(after) : 0;
        DigestChange change = new DigestChange(true, damage.digest(), digest);
        record(replica, row, news, new Effects(livingDelta, change, true), now);
        if (!unknown.isEmpty()) {
            lose(partition, request.key(), unknown, now);
        }
        draft.replyStored(loaded, StoredObject.ABSENT);
    }

    private void lose(int partition, Key key, List<Dot> events, Now now) {
        if (safeguards.has(Safeguard.FORGET_WITH_WHAT_IS_LOST)) {
            long forgottenUpTo = OperationId.firstSequenceAt(now.wallMillis());
            draft.record(new Recorded(new ReplicaEvent.EventsLost(partition, forgottenUpTo), null, true));
        }
        draft.publishAfterDurable(new ReplicaNotice.EventsLost(partition, key, events));
    }

    private boolean isPutBack(ReplicaDraft replica, List<Dot> dots) {
        for (Dot dot : dots) {
            if (replica.isBehind(dot)) {
                draft.giveUp(new ReplicaNotice.RolledBack(replica.state().partition(), dot));
                return true;
            }
        }
        return false;
    }

    /// What would come back without having been asked for since the last purge.
    private List<Sibling> seenBefore(ReplicaDraft replica, StoredObject current, ReplicaRequest.Merge request) {
        boolean isAllowed = request.askedAt() == replica.purgeEpoch() || !safeguards.has(Safeguard.REFUSE_SEEN_BEFORE);
        return isAllowed
                ? List.of()
                : PurgeRule.seenBefore(
                        current, request.object(), replica.state().clock());
    }

    private boolean isDroppedAsRepetition(ReplicaDraft replica, ReplicaRequest.Merge request) {
        return !safeguards.has(Safeguard.MERGE_IGNORES_OPERATION_IDS)
                && request.object().siblings().stream().anyMatch(sibling -> replica.hasSeen(sibling.operation()));
    }

    /// The dots a message accounts for.
    private static List<Dot> dotsOf(StoredObject object, List<Dot> applied) {
        List<Dot> dots = new ArrayList<>(applied);
        Collection<Dot> named = applied.size() > FEW ? new TreeSet<>(applied) : applied;
        for (Sibling sibling : object.siblings()) {
            if (!named.contains(sibling.dot())) {
                dots.add(sibling.dot());
            }
        }
        return dots;
    }

    /// The operations this message shows and this replica would not remember otherwise. One that was
    /// superseded here before it came counts too: whoever offers it takes the acknowledgement for a memory of
    /// it (decision 4).
    private static List<OperationId> newOperations(ReplicaDraft replica, StoredObject shown, RowChange row) {
        List<OperationId> operations = new ArrayList<>(1);
        for (Sibling sibling : shown.siblings()) {
            boolean known = row.before().holds(sibling.dot())
                    || (!row.after().holds(sibling.dot()) && replica.hasSeenOrForgotten(sibling.operation()));
            if (!known) {
                operations.add(sibling.operation());
            }
        }
        return operations;
    }

    private record News(List<Dot> dots, List<OperationId> operations) {}

    /// What becomes of the count of living keys, of the tree, and whether the rows are written: what cannot be read has
    /// to be, even if there is nothing in its place.
    private record Effects(int livingDelta, DigestChange digest, boolean writesRow) {}

    private void record(ReplicaDraft replica, RowChange row, News news, Effects effects, Now now) {
        long time = replica.hybridTime();
        for (Sibling sibling : row.after().siblings()) {
            if (!row.before().holds(sibling.dot())) {
                time = HybridTime.observe(time, sibling.hybridTime(), now.wallMillis(), limits.clockGuardMillis());
            }
        }
        news.operations().forEach(replica::saw);
        replica.hybridTime(time);
        DigestChange digest = effects.digest();
        var event = new ReplicaEvent.ObjectChanged(
                row.partition(), row.key().hash(), news.dots(), time, news.operations(), effects.livingDelta(), digest);
        boolean writesRow = effects.writesRow();
        draft.record(new Recorded(
                event, writesRow ? row : null, namespaces.of(row.key()).synced()));
        if (writesRow) {
            draft.noteEnd(row, digest);
        }
    }
}
