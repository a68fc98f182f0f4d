package io.murmur.core.replica;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A batch while it is being decided: what the lane's state and the objects on disk will be after the steps so
/// far, and what those steps put out. Lives for one decision; the state itself is not touched, but for what was
/// looked up.
final class BatchDraft {

    private final LaneState state;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;
    private final boolean acknowledges;
    private final SortedMap<Integer, ReplicaDraft> replicas = new TreeMap<>();
    private final LookupTable<Key, StoredObject> objects = new LookupTable<>();
    private final List<Recorded> events = new ArrayList<>();
    private final List<Output<ReplicaReply>> sendNow = new ArrayList<>();
    private final List<Output<ReplicaReply>> afterDurable = new ArrayList<>();
    private final TreeSet<Integer> unpushed = new TreeSet<>();
    private @Nullable ReplicaNotice fatal;

    /// Creates the draft of one batch.
    ///
    /// @param acknowledges false for a replica that lost data: an acknowledgement says "I hold this, and here
    ///     is what else I hold", and it has forgotten the latter (G3)
    BatchDraft(LaneState state, ReplicaLimits limits, Safeguards safeguards, boolean acknowledges) {
        this.acknowledges = acknowledges;
        this.state = state;
        this.limits = limits;
        this.safeguards = safeguards;
    }

    /// The draft of one replica; null if the lane does not have the partition.
    @Nullable
    ReplicaDraft replica(int partition) {
        ReplicaDraft draft = replicas.get(partition);
        if (draft == null) {
            ReplicaState replica = state.replica(partition);
            if (replica == null) {
                return null;
            }
            draft = new ReplicaDraft(replica, limits, safeguards);
            replicas.put(partition, draft);
        }
        return draft;
    }

    /// The object of a request's key, as the steps before this one leave it.
    StoredObject objectOf(Key key, Loaded loaded) {
        StoredObject drafted = objects.get(key);
        return drafted != null ? drafted : loaded.object();
    }

    /// Whether a step before this one has given the key another row.
    boolean hasChanged(Key key) {
        return objects.contains(key);
    }

    /// Somebody has asked for the operation here, and been answered. Kept in the state at once: it is no part of what
    /// is recorded.
    void lookedUp(OperationId operation) {
        state.lookedUp().add(operation);
    }

    /// Whether somebody has, or may have.
    boolean wasLookedUp(OperationId operation) {
        return state.lookedUp().contains(operation) || state.lookedUp().mayHaveForgotten(operation);
    }

    void record(Recorded recorded) {
        events.add(recorded);
        if (recorded.row() != null) {
            objects.put(recorded.row().key(), recorded.row().after());
        }
    }

    /// One key's object becomes another one.
    ///
    /// @param applied dots the clock covers from now on
    /// @param hybridTime as in [ReplicaEvent.ObjectChanged]
    /// @param operations ids that are new here
    /// @return what changes in the tree
    DigestChange change(
            RowChange row, List<Dot> applied, long hybridTime, List<OperationId> operations, boolean synced) {
        DigestChange digest = DigestChange.between(row.before(), row.after());
        record(new Recorded(
                new ReplicaEvent.ObjectChanged(
                        row.partition(), row.key().hash(), applied, hybridTime, operations, row.livingDelta(), digest),
                row,
                synced));
        return digest;
    }

    /// Tells the node of a key that may be purged, now or when its values have ended.
    void noteEnd(RowChange row, DigestChange digest) {
        long endsAt = row.after().endsAt();
        if (PurgeRule.isDeleted(row.after())) {
            publishAfterDurable(new ReplicaNotice.KeyDied(row.partition(), row.key(), digest.after()));
        } else if (row.after().isAlive() && endsAt != Expiry.NEVER) {
            publishAfterDurable(new ReplicaNotice.KeyEnds(row.partition(), endsAt));
        }
    }

    /// Something was written in a partition that is not sent to the other owners.
    void noteUnpushed(int partition) {
        unpushed.add(partition);
    }

    /// Something that may leave before the batch is durable: it claims nothing about this node's disk.
    void replyNow(NodeId to, ReplicaReply reply) {
        sendNow.add(new Output.Send<>(to, reply));
    }

    /// Something that claims durability, or shows what is not durable yet.
    void replyAfterDurable(NodeId to, ReplicaReply reply) {
        boolean waits = safeguards.has(Safeguard.ANSWER_AFTER_SYNC);
        (waits ? afterDurable : sendNow).add(new Output.Send<>(to, reply));
    }

    void replyStored(Loaded loaded, StoredObject beyond) {
        long correlation = loaded.request().routing().correlation();
        replyAfterDurable(
                loaded.from(),
                acknowledges
                        ? new ReplicaReply.Stored(correlation, beyond)
                        : new ReplicaReply.Refused(correlation, Refusal.BOOTSTRAPPING));
    }

    void refuse(Loaded loaded, Refusal reason) {
        replyNow(
                loaded.from(),
                new ReplicaReply.Refused(loaded.request().routing().correlation(), reason));
    }

    void publishNow(ReplicaNotice notice) {
        sendNow.add(new Output.Publish<>(notice));
    }

    void publishAfterDurable(ReplicaNotice notice) {
        afterDurable.add(new Output.Publish<>(notice));
    }

    /// Nothing of this batch may be recorded or said but `notice`: the node has to stop.
    void giveUp(ReplicaNotice notice) {
        fatal = notice;
    }

    Decision<Recorded, ReplicaReply> finish() {
        if (fatal != null) {
            return new Decision<>(List.of(), List.of(new Output.Publish<>(fatal)), List.of());
        }
        for (ReplicaDraft replica : replicas.values()) {
            ReplicaEvent.LeaseExtended extension = replica.leaseExtension();
            if (extension != null) {
                events.add(new Recorded(extension, null, true));
            }
        }
        if (!unpushed.isEmpty()) {
            publishAfterDurable(new ReplicaNotice.Unpushed(List.copyOf(unpushed)));
        }
        return new Decision<>(events, sendNow, afterDurable);
    }
}
