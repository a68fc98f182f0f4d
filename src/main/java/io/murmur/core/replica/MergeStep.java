package io.murmur.core.replica;

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
        List<Dot> dots = dotsOf(request);
        for (Dot dot : dots) {
            if (replica.isBehind(dot)) {
                draft.giveUp(new ReplicaNotice.RolledBack(replica.state().partition(), dot));
                return;
            }
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
        List<OperationId> operations = newOperations(replica, request, row);
        if (!dots.isEmpty() || !operations.isEmpty() || !after.equals(current)) {
            if (diskFull) {
                draft.refuse(loaded, Refusal.DISK_FULL);
                return;
            }
            record(replica, request, row, new News(dots, operations), now);
        }
        draft.replyStored(loaded, Beyond.of(after, request));
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

    /// The dots this message accounts for.
    private static List<Dot> dotsOf(ReplicaRequest.Merge request) {
        List<Dot> dots = new ArrayList<>(request.applied());
        Collection<Dot> named = request.applied().size() > FEW ? new TreeSet<>(request.applied()) : request.applied();
        for (Sibling sibling : request.object().siblings()) {
            if (!named.contains(sibling.dot())) {
                dots.add(sibling.dot());
            }
        }
        return dots;
    }

    /// The operations this message shows and this replica would not remember otherwise. One that was
    /// superseded here before it came counts too: whoever offers it takes the acknowledgement for a memory of
    /// it (decision 4).
    private static List<OperationId> newOperations(ReplicaDraft replica, ReplicaRequest.Merge request, RowChange row) {
        List<OperationId> operations = new ArrayList<>(1);
        for (Sibling sibling : request.object().siblings()) {
            boolean known = row.before().holds(sibling.dot())
                    || (!row.after().holds(sibling.dot()) && replica.hasSeenOrForgotten(sibling.operation()));
            if (!known) {
                operations.add(sibling.operation());
            }
        }
        return operations;
    }

    private record News(List<Dot> dots, List<OperationId> operations) {}

    private void record(ReplicaDraft replica, ReplicaRequest.Merge request, RowChange row, News news, Now now) {
        long time = replica.hybridTime();
        for (Sibling sibling : row.after().siblings()) {
            if (!row.before().holds(sibling.dot())) {
                time = HybridTime.observe(time, sibling.hybridTime(), now.wallMillis(), limits.clockGuardMillis());
            }
        }
        news.operations().forEach(replica::saw);
        replica.hybridTime(time);
        var event = new ReplicaEvent.ObjectChanged(
                row.partition(),
                request.key().hash(),
                news.dots(),
                time,
                news.operations(),
                row.livingDelta(),
                DigestChange.between(row.before(), row.after()));
        boolean sameRow = row.after().equals(row.before());
        draft.record(new Recorded(
                event, sameRow ? null : row, namespaces.of(request.key()).synced()));
        if (!sameRow) {
            draft.noteEnd(row, event.digest());
        }
    }
}
