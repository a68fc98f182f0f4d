package io.murmur.core.entropy.handoff;

import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.ring.Placement;
import io.murmur.core.version.ActorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Brings home what this node keeps of partitions it does not own, one partition after the other. Nothing of it has
/// to survive: what is not home yet is found again. Not thread-safe.
///
/// Resting -> Looking which partitions have something -> one [HandoffRound] for each of which enough owners can be
/// reached -> Resting.
public final class HandoffMachine implements Machine<HandoffInput, HandoffNotice> {

    private static final long STEP_MASK = (1L << 32) - 1;

    private final Surroundings surroundings;
    private final HandoffSettings settings;
    private final long firstCorrelation;
    private final List<Integer> partitions;
    private final ArrayDeque<ReplicaClock> due = new ArrayDeque<>();
    /// Up to which of its own events this process has had owners told that nothing is missing.
    private final TreeMap<Integer, Long> accountedFor = new TreeMap<>();
    private @Nullable HandoffRound round;
    private long lookCorrelation;
    private long lookNanos;
    private long steps;
    private boolean isStarted;

    /// Where it is.
    ///
    /// @param self this node, as it names events now
    /// @param reachable which nodes answer, probably
    public record Surroundings(ActorId self, Placement placement, Predicate<NodeId> reachable) {}

    /// Handoff that has not begun.
    ///
    /// @param firstCorrelation this and the 2^32 behind it are this machine's
    public HandoffMachine(Surroundings surroundings, HandoffSettings settings, long firstCorrelation) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.firstCorrelation = firstCorrelation;
        NodeId self = surroundings.self().node();
        this.partitions =
                settings.namespaces().anySloppy() ? surroundings.placement().foreignTo(self) : List.of();
    }

    @Override
    public void on(HandoffInput input, Now now, Outputs<HandoffNotice> out) {
        switch (input) {
            case HandoffInput.Replied(var from, var reply) -> {
                if (round != null) {
                    round.on(from, reply, now, out);
                }
            }
            case HandoffInput.Told(var from, SyncReply.ClocksShown(var correlation, var clocks))
            when correlation == lookCorrelation
                    && from.equals(surroundings.self().node()) -> found(clocks);
            case HandoffInput.Told(var from, var reply) -> {
                if (round != null) {
                    round.on(from, reply, now, out);
                }
            }
            case HandoffInput.Ticked(var mayAct) -> tick(mayAct, now, out);
        }
        goOn(now, out);
    }

    private void tick(boolean mayAct, Now now, Outputs<HandoffNotice> out) {
        if (!isStarted) {
            isStarted = true;
            lookNanos = now.nanos();
        }
        if (round != null) {
            round.tick(now, out);
        } else if (mayAct && due.isEmpty() && !partitions.isEmpty() && now.hasReached(lookNanos)) {
            lookNanos = now.nanosAfterMillis(settings.lookMillis());
            lookCorrelation = nextCorrelation();
            out.send(surroundings.self().node(), new SyncRequest.ShowClocks(lookCorrelation, partitions));
        }
    }

    private long nextCorrelation() {
        steps++;
        return firstCorrelation | (steps & STEP_MASK);
    }

    /// What was released is gone from the rows, but events that it had superseded may not be accounted for yet.
    private void found(List<ReplicaClock> clocks) {
        lookCorrelation = 0;
        due.clear();
        for (ReplicaClock clock : clocks) {
            long own = clock.clock().appliedOf(surroundings.self()).contiguousTo();
            if (clock.root() != 0 || own > accountedFor.getOrDefault(clock.partition(), 0L)) {
                due.add(clock);
            }
        }
    }

    private void goOn(Now now, Outputs<HandoffNotice> out) {
        if (round != null && round.isDone()) {
            HandoffRound ended = round;
            round = null;
            if (ended.hasAccountedForAll()) {
                accountedFor.put(ended.partition(), ended.ceiling());
            }
        }
        while (round == null && !due.isEmpty()) {
            ReplicaClock clock = due.remove();
            List<NodeId> owners = reachableOwners(clock.partition());
            if (owners.size() >= quorum()) {
                round = new HandoffRound(surroundings, settings, clock, quorum());
                round.begin(owners, this::nextCorrelation, now, out);
            }
        }
    }

    private List<NodeId> reachableOwners(int partition) {
        List<NodeId> owners = new ArrayList<>(surroundings.placement().ownersOf(partition));
        owners.removeIf(surroundings.reachable().negate());
        return owners;
    }

    /// So many that they hold a write durably, and that one of them was among those who took part before.
    private int quorum() {
        int majority = surroundings.placement().replicas() / 2 + 1;
        return Math.max(settings.namespaces().sloppyWriteOwnersMax(), majority);
    }
}
