package io.murmur.core.entropy.purge;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.Expiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Purges the deleted keys of the partitions this node owns first. Nothing of it has to survive: a walk over
/// the index begins anew with each start. Not thread-safe.
public final class PurgeMachine implements Machine<PurgeInput, PurgeNotice> {

    private static final long LIST_MILLIS_MAX = 30_000;
    private static final long STEP_MASK = (1L << 32) - 1;

    private final NodeId self;
    private final Placement placement;
    private final Predicate<NodeId> reachable;
    private final PurgeSettings settings;
    private final long firstCorrelation;
    private final TreeMap<Integer, DeadKeys> partitions = new TreeMap<>();
    private final TreeMap<Long, PurgeRound> rounds = new TreeMap<>();
    private boolean isStarted;
    private long steps;
    private int wavesFrom;
    /// The question of a walk that is open, and what it asks about.
    private long walkCorrelation;
    private int walkPartition = -1;
    private int walkSegment = MerkleTree.SEGMENTS;
    private boolean walkAsked;
    private long walkLostNanos;

    /// Where it is.
    ///
    /// @param reachable which nodes answer, probably
    public record Surroundings(NodeId self, Placement placement, Predicate<NodeId> reachable) {}

    /// Purging that has not begun.
    ///
    /// @param firstCorrelation this and the 2^32 behind it are this machine's
    public PurgeMachine(Surroundings surroundings, PurgeSettings settings, long firstCorrelation) {
        this.self = surroundings.self();
        this.placement = surroundings.placement();
        this.reachable = surroundings.reachable();
        this.settings = settings;
        this.firstCorrelation = firstCorrelation;
    }

    @Override
    public void on(PurgeInput input, Now now, Outputs<PurgeNotice> out) {
        switch (input) {
            case PurgeInput.Died(var key) -> died(key, now);
            case PurgeInput.Ends(var key) -> {
                DeadKeys dead = partitions.get(key.partition());
                if (dead != null) {
                    walkWhenEnded(dead, key.endsAt(), now);
                }
            }
            case PurgeInput.Replied(var from, var reply) -> replied(from, reply, now, out);
            case PurgeInput.Listed(var reply) -> listed(reply, now);
            case PurgeInput.Ticked(var mayAct) -> {
                if (mayAct) {
                    tick(now, out);
                }
            }
        }
    }

    /// Deleted keys that wait, or are on their way.
    public int waiting() {
        return partitions.values().stream().mapToInt(DeadKeys::size).sum();
    }

    private void died(ReplicaNotice.KeyDied key, Now now) {
        DeadKeys dead = partitions.get(key.partition());
        if (dead != null) {
            dead.add(new ListedKey(key.partition(), key.key(), key.digest()), now);
        }
    }

    private void tick(Now now, Outputs<PurgeNotice> out) {
        if (!isStarted) {
            isStarted = true;
            for (Integer partition : placement.partitionsOf(self)) {
                if (placement.ownersOf(partition).getFirst().equals(self)) {
                    partitions.put(partition, new DeadKeys(settings, now));
                }
            }
        }
        for (Map.Entry<Long, PurgeRound> round : List.copyOf(rounds.entrySet())) {
            round.getValue().tick(now, out);
            endIfDone(round.getKey(), round.getValue(), now, out);
        }
        beginWaves(now, out);
        walk(now, out);
    }

    /// Each partition gets its turn, although not all may have keys on their way at once.
    private void beginWaves(Now now, Outputs<PurgeNotice> out) {
        List<Integer> inTurn = new ArrayList<>(partitions.tailMap(wavesFrom).keySet());
        inTurn.addAll(partitions.headMap(wavesFrom).keySet());
        for (Integer partition : inTurn) {
            DeadKeys dead = partitions.get(partition);
            int room = settings.roundsMax() - rounds.size();
            if (room <= 0) {
                wavesFrom = partition;
                return;
            }
            if (dead != null && dead.size() > 0 && canBePurged(partition)) {
                dead.nextWave(room, now).forEach(key -> begin(key, now, out));
            }
        }
    }

    private boolean canBePurged(int partition) {
        return placement.ownersOf(partition).stream().allMatch(reachable);
    }

    private void begin(ListedKey key, Now now, Outputs<PurgeNotice> out) {
        List<NodeId> owners = placement.ownersOf(key.partition());
        int needed = settings.safeguards().has(Safeguard.PURGE_NEEDS_ALL) ? owners.size() : owners.size() / 2 + 1;
        var plan = new PurgeRound.Plan(key, placement.epochOf(key.partition()), owners, needed);
        long correlation = nextCorrelation();
        PurgeRound round = new PurgeRound(plan, settings, correlation);
        rounds.put(correlation, round);
        round.send(now, out);
    }

    private long nextCorrelation() {
        steps += PurgeRound.PHASES;
        return firstCorrelation | (steps & STEP_MASK);
    }

    private void replied(NodeId from, ReplicaReply reply, Now now, Outputs<PurgeNotice> out) {
        long correlation = reply.correlation() & -PurgeRound.PHASES;
        PurgeRound round = rounds.get(correlation);
        if (round != null) {
            round.on(from, reply, now, out);
            endIfDone(correlation, round, now, out);
        }
    }

    private void endIfDone(long correlation, PurgeRound round, Now now, Outputs<PurgeNotice> out) {
        DeadKeys dead = partitions.get(round.partition());
        if (round.isDone() && dead != null) {
            rounds.remove(correlation);
            dead.ended(round.isPurged(), now);
            out.publish(
                    round.isPurged()
                            ? new PurgeNotice.Purged(round.partition())
                            : new PurgeNotice.Deferred(round.partition()));
        }
    }

    /// A write that came late may have an end that is over.
    private static void walkWhenEnded(DeadKeys dead, long endsAt, Now now) {
        if (endsAt != Expiry.NEVER) {
            dead.walkIn(endsAt - now.wallMillis(), now);
        }
    }

    /// A page for each tick. Partitions get their turn, although there may always be one that is due.
    private void walk(Now now, Outputs<PurgeNotice> out) {
        DeadKeys walked = partitions.get(walkPartition);
        if (walked != null && walkAsked) {
            // An answer that was lost: go on with another partition, and come back.
            if (now.hasReached(walkLostNanos)) {
                walked.walked(walkSegment, now);
                walked.walkIn(0, now);
                walkAsked = false;
                walkSegment = MerkleTree.SEGMENTS;
            }
        } else if (walked != null && walkSegment < MerkleTree.SEGMENTS) {
            askDead(now, out);
        } else {
            beginWalk(now, out);
        }
    }

    private void beginWalk(Now now, Outputs<PurgeNotice> out) {
        List<Integer> inTurn =
                new ArrayList<>(partitions.tailMap(walkPartition, false).keySet());
        inTurn.addAll(partitions.headMap(walkPartition, true).keySet());
        for (Integer partition : inTurn) {
            DeadKeys dead = partitions.get(partition);
            if (dead != null && dead.isWalkDue(now) && canBePurged(partition)) {
                walkPartition = partition;
                walkSegment = dead.walks(now);
                askDead(now, out);
                return;
            }
        }
    }

    private void askDead(Now now, Outputs<PurgeNotice> out) {
        walkAsked = true;
        walkCorrelation = nextCorrelation();
        walkLostNanos = now.nanosAfterMillis(LIST_MILLIS_MAX);
        out.send(self, new SyncRequest.ListDead(walkCorrelation, walkPartition, walkSegment, now.wallMillis()));
    }

    private void listed(SyncReply reply, Now now) {
        DeadKeys dead = partitions.get(walkPartition);
        if (!walkAsked || reply.correlation() != walkCorrelation || dead == null) {
            return;
        }
        walkAsked = false;
        if (!(reply instanceof SyncReply.DeadListed(_, var nextSegment, var keys, var nextEnd))) {
            // The index cannot be read: scrub tells.
            walkSegment = MerkleTree.SEGMENTS;
            dead.walked(0, now);
            dead.walkIn(0, now);
            return;
        }
        keys.forEach(key -> dead.add(key, now));
        walkWhenEnded(dead, nextEnd, now);
        walkSegment = nextSegment;
        if (nextSegment >= MerkleTree.SEGMENTS || dead.isFull()) {
            dead.walked(nextSegment % MerkleTree.SEGMENTS, now);
            walkSegment = MerkleTree.SEGMENTS;
        }
    }
}
