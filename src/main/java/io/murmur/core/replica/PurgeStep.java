package io.murmur.core.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides what makes a deleted key go: one owner's vote, and the order that follows when all have voted.
/// See [PurgeRule].
final class PurgeStep {

    private static final long SEQUENCE_MASK = OperationId.firstSequenceAt(1) - 1;

    private final BatchDraft draft;
    private final Namespaces namespaces;
    private final LaneDecider.Acquaintances acquaintances;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;

    PurgeStep(
            BatchDraft draft,
            Namespaces namespaces,
            LaneDecider.Acquaintances acquaintances,
            ReplicaLimits limits,
            Safeguards safeguards) {
        this.acquaintances = acquaintances;
        this.limits = limits;
        this.draft = draft;
        this.namespaces = namespaces;
        this.safeguards = safeguards;
    }

    void vouch(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Vouch request, Now now) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        boolean holds = isThat(current, request.digest()) && mayGo(current, replica, now);
        boolean needsSync = !namespaces.of(request.key()).synced() && safeguards.has(Safeguard.VOUCH_IS_SYNCED);
        if (holds && needsSync) {
            draft.record(new Recorded(new ReplicaEvent.Vouched(request.routing().partition()), null, true));
        }
        draft.replyAfterDurable(
                loaded.from(),
                new ReplicaReply.Vouched(
                        request.routing().correlation(),
                        holds,
                        acquaintances.digestOf(request.routing().partition())));
    }

    private boolean mayGo(StoredObject current, ReplicaDraft replica, Now now) {
        PartitionClock clock = replica.state().clock();
        boolean isKnown = safeguards.has(Safeguard.VOUCH_WITHOUT_GAPS)
                ? PurgeRule.mayGo(current, clock, now.wallMillis())
                : PurgeRule.isDead(current, now.wallMillis());
        return isKnown && timeAfter(current, replica, now) >= latest(current);
    }

    /// What is written after the purge must be later than the deletes, which may still stand at another owner:
    /// under last-writer-wins they would hide it.
    private long timeAfter(StoredObject purged, ReplicaDraft replica, Now now) {
        return HybridTime.observe(replica.hybridTime(), latest(purged), now.wallMillis(), limits.clockGuardMillis());
    }

    private static long latest(StoredObject object) {
        return object.siblings().stream().mapToLong(Sibling::hybridTime).max().orElse(0);
    }

    private static boolean isThat(StoredObject current, long digest) {
        return current.isKnown() && ObjectDigest.contentOf(current) == digest;
    }

    /// Values that ended because an event beside them says so do not go with that event: who has not heard of
    /// the purge would bring both back, and the next event of its writer covers the end, and not the value.
    /// So who was asked to see to the key deletes it first, and the others wait for that delete.
    ///
    /// @param closedForMinting why this node names no event just now; null if it does
    void purge(
            ReplicaDraft replica,
            Loaded loaded,
            ReplicaRequest.Purge request,
            @Nullable Refusal closedForMinting,
            Now now) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        boolean mayGo = isThat(current, request.digest()) && mayGo(current, replica, now);
        boolean isDeletedFirst = isEndedFromBeside(current) && safeguards.has(Safeguard.DELETE_WHAT_HAS_ENDED);
        boolean isMine = loaded.from().equals(replica.self().node());
        if (mayGo && isDeletedFirst && isMine && closedForMinting != null) {
            draft.refuse(loaded, closedForMinting);
            return;
        }
        if (mayGo && !isDeletedFirst) {
            purge(replica, request, current, now);
        } else if (mayGo && isMine) {
            delete(replica, request.key(), current, now);
        }
        draft.replyStored(loaded, StoredObject.ABSENT);
    }

    private static boolean isEndedFromBeside(StoredObject object) {
        return object.isAlive() && object.siblings().stream().anyMatch(Sibling::isExpiry);
    }

    /// Its time is that of what it deletes: no client asked for it, so under last-writer-wins it must not
    /// hide a write that was acknowledged meanwhile by others and that it does not know.
    private void delete(ReplicaDraft replica, Key key, StoredObject current, Now now) {
        Dot dot = replica.mint();
        replica.hybridTime(timeAfter(current, replica, now));
        // No client has it, and it is never given twice, as no dot is.
        long sequence = OperationId.firstSequenceAt(now.wallMillis()) | (dot.counter() & SEQUENCE_MASK);
        OperationId operation = new OperationId(dot.actor().incarnation(), sequence);
        replica.saw(operation);
        StoredObject after = new ObjectMerge(safeguards)
                .write(current, current.known(), new Sibling(dot, latest(current), operation, null));
        List<Dot> applied = new ArrayList<>(List.of(dot));
        current.siblings().forEach(sibling -> applied.add(sibling.dot()));
        RowChange row = new RowChange(replica.state().partition(), key, current, after);
        boolean synced = namespaces.of(key).synced();
        draft.noteEnd(row, draft.change(row, applied, replica.hybridTime(), List.of(operation), synced));
    }

    private void purge(ReplicaDraft replica, ReplicaRequest.Purge request, StoredObject current, Now now) {
        int partition = request.routing().partition();
        replica.purged(timeAfter(current, replica, now));
        RowChange row = new RowChange(partition, request.key(), current, StoredObject.ABSENT);
        draft.record(new Recorded(
                new ReplicaEvent.Purged(
                        partition, request.key().hash(), request.digest(), replica.hybridTime(), row.livingDelta()),
                row,
                namespaces.of(request.key()).synced()));
    }

    void release(ReplicaDraft replica, Loaded loaded, ReplicaRequest.Release request, Now now) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        if (isThat(current, request.digest())) {
            var purge = new ReplicaRequest.Purge(request.routing(), request.key(), request.digest());
            purge(replica, purge, current, now);
        }
        draft.replyStored(loaded, StoredObject.ABSENT);
    }

    /// What is left of the key stays; what the context says of the weeded events is true without them.
    void weed(Loaded loaded, ReplicaRequest.Weed request) {
        StoredObject current = draft.objectOf(request.key(), loaded);
        List<Sibling> left = new ArrayList<>(current.siblings());
        left.removeIf(sibling -> request.dots().contains(sibling.dot()));
        if (left.size() < current.siblings().size()) {
            StoredObject after = left.isEmpty() ? StoredObject.ABSENT : current.only(left);
            int partition = request.routing().partition();
            RowChange row = new RowChange(partition, request.key(), current, after);
            draft.change(
                    row, List.of(), 0, List.of(), namespaces.of(request.key()).synced());
        }
        draft.replyStored(loaded, StoredObject.ABSENT);
    }
}
