package io.murmur.core.entropy.handoff;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.Expiry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Brings home what is kept here of one partition.
///
/// Asking the owners what they know of this node's events. If not all -> Pushing each key to them -> Filling: those
/// that hold all are told that what they have not seen of this node's events carries no data. Then -> Releasing: each
/// key is pushed once more, and is kept here no more if enough owners hold it. An owner that does not take something
/// takes no further part; if too few are left the round ends.
///
/// Why filled first: an event that was superseded here never comes home, and a clock that has a gap for it would keep
/// its owner from ever vouching for a deleted key (`src/docs/decisions.md`, 28). Whoever is told must hold what lives
/// of those events; once something of them is released, one that comes later could not be pushed all of it.
final class HandoffRound {

    private enum Phase {
        ASKING,
        PUSHING,
        FILLING,
        RELEASING,
        DONE
    }

    private final HandoffMachine.Surroundings surroundings;
    private final HandoffSettings settings;
    private final ReplicaClock own;
    private final int quorum;
    private final long ceiling;
    private final TreeSet<NodeId> taking = new TreeSet<>();
    private final TreeSet<NodeId> awaited = new TreeSet<>();
    private final ArrayDeque<ListedKey> page = new ArrayDeque<>();
    private final List<KeyHandoff> underWay = new ArrayList<>();
    private LongSupplier correlations = () -> 0;
    private Phase phase = Phase.ASKING;
    private long correlation;
    private long untilNanos;
    private long known;
    private boolean listing;
    private int nextSegment;
    private boolean unread;
    private int released;

    /// @param own this node's replica as it was before the round
    /// @param quorum of owners that have to take part
    HandoffRound(HandoffMachine.Surroundings surroundings, HandoffSettings settings, ReplicaClock own, int quorum) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.own = own;
        this.quorum = quorum;
        this.ceiling = own.clock().appliedOf(surroundings.self()).contiguousTo();
    }

    void begin(List<NodeId> owners, LongSupplier itsCorrelations, Now now, Outputs<HandoffNotice> out) {
        correlations = itsCorrelations;
        taking.addAll(owners);
        awaited.addAll(owners);
        ask(now);
        owners.forEach(owner -> out.send(owner, new SyncRequest.ShowClocks(correlation, List.of(partition()))));
    }

    private void ask(Now now) {
        correlation = correlations.getAsLong();
        untilNanos = now.nanosAfterMillis(settings.answerMillis());
    }

    int partition() {
        return own.partition();
    }

    private NodeId self() {
        return surroundings.self().node();
    }

    void on(NodeId from, SyncReply reply, Now now, Outputs<HandoffNotice> out) {
        if (reply.correlation() != correlation) {
            KeyHandoff key = keyOf(reply.correlation());
            if (key != null) {
                key.on(from, reply, now, out);
                goOn(now, out);
            }
            return;
        }
        if (phase == Phase.ASKING && awaited.remove(from)) {
            heard(from, reply instanceof SyncReply.ClocksShown(_, var clocks) ? clocks : List.of());
            goOnIfAsked(now, out);
        } else if (listing && from.equals(self())) {
            listed(reply, now, out);
        }
    }

    private void listed(SyncReply reply, Now now, Outputs<HandoffNotice> out) {
        listing = false;
        if (reply instanceof SyncReply.DeadListed listed) {
            page.addAll(listed.keys());
            nextSegment = listed.nextSegment();
            goOn(now, out);
        } else {
            end("a row here cannot be read", out);
        }
    }

    private @Nullable KeyHandoff keyOf(long about) {
        for (KeyHandoff key : underWay) {
            if (key.isAsked(about)) {
                return key;
            }
        }
        return null;
    }

    private void heard(NodeId from, List<ReplicaClock> clocks) {
        for (ReplicaClock clock : clocks) {
            if (clock.partition() == partition() && clock.epoch() == own.epoch()) {
                known = Math.max(
                        known, clock.clock().appliedOf(surroundings.self()).contiguousTo());
                return;
            }
        }
        taking.remove(from);
    }

    private void goOnIfAsked(Now now, Outputs<HandoffNotice> out) {
        if (!awaited.isEmpty() || endsForWantOfOwners(out)) {
            return;
        }
        boolean releasesAtOnce = !settings.safeguards().has(Safeguard.RELEASE_WHAT_IS_HOME);
        if (known >= ceiling || releasesAtOnce) {
            walk(Phase.RELEASING, now, out);
        } else if (settings.safeguards().has(Safeguard.FILL_WHAT_IS_HOME)) {
            walk(Phase.PUSHING, now, out);
        } else {
            fill(now, out);
        }
    }

    private boolean endsForWantOfOwners(Outputs<HandoffNotice> out) {
        if (taking.size() < quorum) {
            end("too few owners take it", out);
        }
        return isDone();
    }

    private void end(String why, Outputs<HandoffNotice> out) {
        phase = Phase.DONE;
        if (released > 0) {
            out.publish(new HandoffNotice.BroughtHome(partition(), released));
        }
        out.publish(new HandoffNotice.Deferred(partition(), why));
    }

    private void walk(Phase next, Now now, Outputs<HandoffNotice> out) {
        phase = next;
        nextSegment = 0;
        goOn(now, out);
    }

    /// Every key ends no later than never, so all are listed.
    private void goOn(Now now, Outputs<HandoffNotice> out) {
        if (phase != Phase.PUSHING && phase != Phase.RELEASING) {
            return;
        }
        underWay.removeIf(this::isOver);
        if (endsForWantOfOwners(out)) {
            return;
        }
        while (underWay.size() < settings.atOnce() && !page.isEmpty()) {
            KeyHandoff key = new KeyHandoff(plan(), page.remove().key(), taking, correlations);
            underWay.add(key);
            key.begin(now, out);
        }
        if (underWay.isEmpty() && !listing && nextSegment < MerkleTree.SEGMENTS) {
            listing = true;
            ask(now);
            out.send(self(), new SyncRequest.ListDead(correlation, partition(), nextSegment, Expiry.NEVER));
        } else if (underWay.isEmpty() && !listing) {
            walked(now, out);
        }
    }

    private KeyHandoff.Plan plan() {
        return new KeyHandoff.Plan(
                surroundings,
                settings,
                partition(),
                own.epoch(),
                quorum,
                surroundings.placement().replicas(),
                phase == Phase.RELEASING,
                known);
    }

    private boolean isOver(KeyHandoff key) {
        if (key.isDone()) {
            taking.removeAll(key.missing());
            unread |= key.isUnread();
            released += key.isReleased() ? 1 : 0;
        }
        return key.isDone();
    }

    private void walked(Now now, Outputs<HandoffNotice> out) {
        if (phase == Phase.RELEASING) {
            phase = Phase.DONE;
            if (released > 0) {
                out.publish(new HandoffNotice.BroughtHome(partition(), released));
            }
        } else if (unread) {
            walk(Phase.RELEASING, now, out);
        } else {
            fill(now, out);
        }
    }

    private void fill(Now now, Outputs<HandoffNotice> out) {
        phase = Phase.FILLING;
        ask(now);
        awaited.addAll(taking);
        var routing = new Routing(correlation, partition(), own.epoch());
        var request = new ReplicaRequest.FillVoid(routing, surroundings.self(), known + 1, ceiling);
        taking.forEach(owner -> out.send(owner, request));
    }

    void on(NodeId from, ReplicaReply reply, Now now, Outputs<HandoffNotice> out) {
        if (phase == Phase.FILLING && reply.correlation() == correlation && awaited.remove(from)) {
            if (!(reply instanceof ReplicaReply.Stored)) {
                taking.remove(from);
            }
            releaseIfFilled(now, out);
            return;
        }
        KeyHandoff key = keyOf(reply.correlation());
        if (key != null) {
            key.on(from, reply, now, out);
            goOn(now, out);
        }
    }

    private void releaseIfFilled(Now now, Outputs<HandoffNotice> out) {
        if (awaited.isEmpty() && !endsForWantOfOwners(out)) {
            known = ceiling;
            walk(Phase.RELEASING, now, out);
        }
    }

    void tick(Now now, Outputs<HandoffNotice> out) {
        underWay.forEach(key -> key.tick(now, out));
        boolean isLate = now.hasReached(untilNanos);
        if (isLate && phase == Phase.ASKING) {
            taking.removeAll(awaited);
            awaited.clear();
            goOnIfAsked(now, out);
        } else if (isLate && phase == Phase.FILLING) {
            taking.removeAll(awaited);
            awaited.clear();
            releaseIfFilled(now, out);
        } else if (isLate && listing) {
            end("this node does not list its keys", out);
        }
        goOn(now, out);
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /// Whether enough owners know that nothing is missing of this node's events up to [#ceiling].
    boolean hasAccountedForAll() {
        return known >= ceiling;
    }

    /// The last of this node's own events before the round.
    long ceiling() {
        return ceiling;
    }
}
