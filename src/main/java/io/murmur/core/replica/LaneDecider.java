package io.murmur.core.replica;

import io.murmur.core.machine.Decider;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Decides for the replicas of one lane.
///
/// A batch is decided request by request in the order of arrival; a later request sees what an earlier one of
/// the same batch will have done ([BatchDraft]), and all of it becomes durable together.
public final class LaneDecider implements Decider<LaneState, LaneCommand, Recorded, ReplicaReply> {

    private final Placements placements;
    private final Acquaintances acquaintances;
    private final Namespaces namespaces;
    private final ReplicaLimits limits;
    private final Safeguards safeguards;

    public LaneDecider(
            Placements placements,
            Acquaintances acquaintances,
            Namespaces namespaces,
            ReplicaLimits limits,
            Safeguards safeguards) {
        this.placements = placements;
        this.acquaintances = acquaintances;
        this.namespaces = namespaces;
        this.limits = limits;
        this.safeguards = safeguards;
    }

    /// What this decider needs to know of the placement: the epoch a replica serves its partition under.
    @FunctionalInterface
    public interface Placements {
        long epochOf(int partition);

        /// Whether this node owns the partition; else its replica only stands in for owners.
        default boolean isOwner(int partition) {
            return true;
        }
    }

    /// In which incarnations the node knows the owners of a partition.
    @FunctionalInterface
    public interface Acquaintances {

        /// The same number for the same incarnations, 0 while one is not known.
        long digestOf(int partition);
    }

    @Override
    public Decision<Recorded, ReplicaReply> decide(LaneState state, LaneCommand command, Now now) {
        boolean bootstrapping = command instanceof LaneCommand.Handle asked && asked.isClosedBy(Refusal.BOOTSTRAPPING);
        BatchDraft draft = new BatchDraft(state, limits, safeguards, !bootstrapping);
        switch (command) {
            case LaneCommand.Start start -> start(draft, state, start, now);
            case LaneCommand.Handle handle -> handle(draft, handle, now);
        }
        return draft.finish();
    }

    /// Whether this node's replica may be looked at for that: an owner's, or in a sloppy namespace anybody's.
    public boolean mayShow(ReplicaRequest.Look request) {
        return placements.isOwner(request.routing().partition())
                || switch (request) {
                    case ReplicaRequest.Read(_, var key, _) ->
                        namespaces.of(key).sloppy();
                    case ReplicaRequest.ReadAfter(_, var key, _, _) ->
                        namespaces.of(key).sloppy();
                    case ReplicaRequest.Page _, ReplicaRequest.ListRows _, ReplicaRequest.Count _ -> false;
                };
    }

    @Override
    public LaneState evolve(LaneState state, Recorded recorded) {
        state.evolve(recorded.event());
        return state;
    }

    /// What a volume that lost data may have seen has an id from before (seed 350,111 of the simulation).
    private void start(BatchDraft draft, LaneState state, LaneCommand.Start start, Now now) {
        long forgottenUpTo = start.lost() ? OperationId.firstSequenceAt(now.wallMillis()) : 0;
        for (ReplicaState replica : state.replicas()) {
            if (!replica.hasBegun() && safeguards.has(Safeguard.FORGET_OWN_PAST)) {
                var begun = new ReplicaEvent.IncarnationBegun(
                        replica.partition(), replica.self().incarnation(), forgottenUpTo);
                draft.record(new Recorded(begun, null, true));
            }
            if (!start.clean() && safeguards.has(Safeguard.COUNTER_LEASE)) {
                voidSkipped(draft, replica);
            }
        }
    }

    /// Counters between the last one in the journal and the lease may have been minted before the crash, and,
    /// where "durable" means in the kernel, even sent.
    private void voidSkipped(BatchDraft draft, ReplicaState replica) {
        IntervalSet skipped = replica.skippedByCrash();
        if (!skipped.isEmpty()) {
            long from = safeguards.has(Safeguard.VOID_AFTER_CRASH) ? skipped.from(0) : skipped.max();
            var gap = new ReplicaEvent.GapVoided(replica.partition(), replica.self(), from, skipped.max());
            draft.record(new Recorded(gap, null, true));
            draft.publishAfterDurable(new ReplicaNotice.VoidFound(gap));
        }
    }

    private void handle(BatchDraft draft, LaneCommand.Handle handle, Now now) {
        handle.corrections().forEach(correction -> draft.record(new Recorded(correction, null, true)));
        MintStep mint = new MintStep(draft, namespaces, limits, safeguards);
        MergeStep merge = new MergeStep(draft, namespaces, limits, safeguards, handle.isClosedBy(Refusal.DISK_FULL));
        PurgeStep purge = new PurgeStep(draft, namespaces, acquaintances, limits, safeguards);
        for (Loaded loaded : handle.batch()) {
            Routing routing = loaded.request().routing();
            long epoch = placements.epochOf(routing.partition());
            ReplicaDraft replica = draft.replica(routing.partition());
            Refusal refused = refusalOf(handle, loaded.request());
            boolean isOwner = placements.isOwner(routing.partition());
            if (replica == null
                    || (isOwner
                            ? loaded.request() instanceof ReplicaRequest.Release
                            : !mayStandInFor(loaded.request()))) {
                draft.refuse(loaded, Refusal.NOT_AN_OWNER);
            } else if (routing.epoch() != epoch) {
                draft.replyNow(
                        loaded.from(), new ReplicaReply.StaleEpoch(routing.correlation(), routing.partition(), epoch));
            } else if (refused != null) {
                draft.refuse(loaded, refused);
            } else {
                switch (loaded.request()) {
                    case ReplicaRequest.Mint request -> mint.step(replica, loaded, request, now);
                    case ReplicaRequest.Recall request -> recall(draft, replica, loaded, request);
                    case ReplicaRequest.Merge request
                    when isOwner || !safeguards.has(Safeguard.STAND_IN_AGAIN) ->
                        merge.step(replica, loaded, request, now);
                    case ReplicaRequest.Merge request ->
                        merge.step(replica, loaded, request.askedAt(replica.purgeEpoch()), now);
                    case ReplicaRequest.Restore request -> merge.restore(replica, loaded, request, now);
                    case ReplicaRequest.FillVoid request -> fillVoid(draft, replica, loaded, request);
                    case ReplicaRequest.Vouch request -> purge.vouch(replica, loaded, request, now);
                    case ReplicaRequest.Purge request ->
                        purge.purge(replica, loaded, request, handle.closedForMinting(), now);
                    case ReplicaRequest.Weed request -> purge.weed(loaded, request);
                    case ReplicaRequest.Release request -> purge.release(replica, loaded, request, now);
                }
            }
        }
    }

    /// Who stands in for an owner takes part in what clients do, and in bringing that home; nothing else of a partition
    /// is its business.
    private boolean mayStandInFor(ReplicaRequest.Change request) {
        return switch (request) {
            case ReplicaRequest.Mint(_, var key, _, _, _, _) ->
                namespaces.of(key).sloppy();
            case ReplicaRequest.Recall(_, var key, _) ->
                namespaces.of(key).sloppy();
            case ReplicaRequest.Merge(_, var key, _, _, _) ->
                namespaces.of(key).sloppy();
            case ReplicaRequest.Weed _, ReplicaRequest.Release _ -> true;
            case ReplicaRequest.Restore _, ReplicaRequest.FillVoid _, ReplicaRequest.Vouch _, ReplicaRequest.Purge _ ->
                false;
        };
    }

    /// A full disk keeps nobody from remembering, nor from vouching for what is there, nor from making room;
    /// who lacks data cannot.
    private static @Nullable Refusal refusalOf(LaneCommand.Handle handle, ReplicaRequest.Change request) {
        return switch (request) {
            case ReplicaRequest.Mint _ -> handle.closedForMinting();
            case ReplicaRequest.Merge _, ReplicaRequest.Release _ -> null;
            case ReplicaRequest.FillVoid _, ReplicaRequest.Weed _, ReplicaRequest.Restore _ ->
                handle.isClosedBy(Refusal.DISK_FULL) ? Refusal.DISK_FULL : null;
            case ReplicaRequest.Recall _, ReplicaRequest.Vouch _, ReplicaRequest.Purge _ ->
                handle.isClosedBy(Refusal.BOOTSTRAPPING) ? Refusal.BOOTSTRAPPING : null;
        };
    }

    private void recall(BatchDraft draft, ReplicaDraft replica, Loaded loaded, ReplicaRequest.Recall request) {
        StoredObject object = draft.objectOf(request.key(), loaded);
        ReplicaReply.Memory memory = replica.remembers(request.operation(), object)
                ? ReplicaReply.Memory.SEEN
                : replica.state().operations().mayHaveForgotten(request.operation())
                        ? ReplicaReply.Memory.FORGOTTEN
                        : ReplicaReply.Memory.NEVER;
        if (namespaces.of(request.key()).asksAllOfTries()) {
            draft.lookedUp(request.operation());
        }
        draft.replyAfterDurable(
                loaded.from(), new ReplicaReply.Recalled(request.routing().correlation(), memory, object));
    }

    /// Besides voids, what an exchange has found to be superseded is told like this; others may know more of
    /// our own events than we do.
    private static void fillVoid(
            BatchDraft draft, ReplicaDraft replica, Loaded loaded, ReplicaRequest.FillVoid request) {
        Dot last = new Dot(request.actor(), request.to());
        if (replica.isBehind(last)) {
            draft.giveUp(new ReplicaNotice.RolledBack(replica.state().partition(), last));
            return;
        }
        var gap = new ReplicaEvent.GapVoided(
                request.routing().partition(), request.actor(), request.from(), request.to());
        draft.record(new Recorded(gap, null, true));
        draft.replyStored(loaded, StoredObject.ABSENT);
    }
}
