package io.murmur.core.entropy.handoff;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One key on its way home.
///
/// Loading what is kept here -> Pushing it to all owners that take part -> Done, or Releasing it here first if enough
/// of them hold it. Pushing -> Doubting: one of them has seen something of it go, and refuses it; they are asked what
/// they hold -> Weeding here what enough of them have seen go -> Loading, once more.
final class KeyHandoff {

    /// Once as it is, once without what others have seen go, and once more for what came meanwhile.
    private static final int ATTEMPTS_MAX = 3;

    private enum Phase {
        LOADING,
        PUSHING,
        DOUBTING,
        WEEDING,
        RELEASING,
        DONE
    }

    private final Plan plan;
    private final Key key;
    private final List<NodeId> owners;
    private final LongSupplier correlations;
    private final TreeSet<NodeId> awaited = new TreeSet<>();
    private final TreeSet<NodeId> stored = new TreeSet<>();
    private final TreeSet<NodeId> doubting = new TreeSet<>();
    private final TreeMap<Dot, Integer> denials = new TreeMap<>();
    private StoredObject object = StoredObject.ABSENT;
    private Phase phase = Phase.LOADING;
    private long correlation;
    private long untilNanos;
    private int attempts;
    private boolean unread;
    private boolean released;

    /// What all keys of a partition have in common.
    ///
    /// @param quorum of owners that have to hold a key before it is released
    /// @param replicas N
    /// @param releases whether keys are released, and not only pushed
    /// @param ceiling the last of this node's own events that owners know to be all accounted for
    record Plan(
            HandoffMachine.Surroundings surroundings,
            HandoffSettings settings,
            int partition,
            long epoch,
            int quorum,
            int replicas,
            boolean releases,
            long ceiling) {

        NodeId self() {
            return surroundings.self().node();
        }
    }

    /// @param owners that take part
    KeyHandoff(Plan plan, Key key, Collection<NodeId> owners, LongSupplier correlations) {
        this.plan = plan;
        this.key = key;
        this.owners = List.copyOf(owners);
        this.correlations = correlations;
    }

    void begin(Now now, Outputs<?> out) {
        attempts++;
        enter(Phase.LOADING, now);
        out.send(plan.self(), new SyncRequest.ShowKey(correlation, plan.partition(), key));
    }

    private void enter(Phase next, Now now) {
        phase = next;
        correlation = correlations.getAsLong();
        untilNanos = now.nanosAfterMillis(plan.settings().answerMillis());
    }

    private Routing routing() {
        return new Routing(correlation, plan.partition(), plan.epoch());
    }

    /// Whether a reply with this correlation is for it.
    boolean isAsked(long about) {
        return phase != Phase.DONE && about == correlation;
    }

    void on(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        boolean isHere = from.equals(plan.self());
        SyncReply.KeyShown shown = reply instanceof SyncReply.KeyShown held ? held : null;
        if (phase == Phase.LOADING && isHere) {
            loaded(shown == null ? null : shown.object(), now, out);
        } else if (phase == Phase.DOUBTING && awaited.remove(from)) {
            if (shown != null) {
                hear(shown);
            }
            weedIfHeard(now, out);
        }
    }

    private void loaded(@Nullable StoredObject held, Now now, Outputs<?> out) {
        if (held == null) {
            giveUp();
            return;
        }
        object = held;
        if (!object.isKnown()) {
            phase = Phase.DONE;
        } else if (plan.releases() && !plan.settings().safeguards().has(Safeguard.RELEASE_WHAT_IS_HOME)) {
            release(now, out);
        } else {
            push(now, out);
        }
    }

    /// It cannot be read, or this node does not answer itself.
    private void giveUp() {
        unread = true;
        phase = Phase.DONE;
    }

    private void push(Now now, Outputs<?> out) {
        enter(Phase.PUSHING, now);
        stored.clear();
        doubting.clear();
        awaited.clear();
        awaited.addAll(owners);
        var request = new ReplicaRequest.Merge(routing(), key, object, List.of());
        owners.forEach(owner -> out.send(owner, request));
    }

    void on(NodeId from, ReplicaReply reply, Now now, Outputs<?> out) {
        if (phase == Phase.PUSHING && awaited.remove(from)) {
            if (reply instanceof ReplicaReply.Stored) {
                stored.add(from);
            } else if (reply instanceof ReplicaReply.Refused(_, var reason) && reason == Refusal.SEEN_BEFORE) {
                doubting.add(from);
            }
            goOnIfPushed(now, out);
        } else if (phase == Phase.WEEDING && from.equals(plan.self())) {
            begin(now, out);
        } else if (phase == Phase.RELEASING && from.equals(plan.self())) {
            released = reply instanceof ReplicaReply.Stored;
            phase = Phase.DONE;
        }
    }

    private void goOnIfPushed(Now now, Outputs<?> out) {
        if (!awaited.isEmpty()) {
            return;
        }
        if (!doubting.isEmpty() && attempts < ATTEMPTS_MAX) {
            doubt(now, out);
        } else if (plan.releases() && stored.size() >= plan.quorum() && isAccountedFor()) {
            release(now, out);
        } else {
            phase = Phase.DONE;
        }
    }

    /// What was named since the round began waits for the next one.
    private boolean isAccountedFor() {
        return object.context().counterOf(plan.surroundings().self()) <= plan.ceiling();
    }

    private void release(Now now, Outputs<?> out) {
        enter(Phase.RELEASING, now);
        out.send(plan.self(), new ReplicaRequest.Release(routing(), key, ObjectDigest.contentOf(object)));
    }

    private void doubt(Now now, Outputs<?> out) {
        enter(Phase.DOUBTING, now);
        denials.clear();
        awaited.addAll(owners);
        owners.forEach(owner -> out.send(owner, new SyncRequest.ShowKey(correlation, plan.partition(), key)));
    }

    /// Its clock covers an event, and its object does not know it: it was there, and is gone.
    private void hear(SyncReply.KeyShown shown) {
        StoredObject held = shown.object();
        if (held == null) {
            return;
        }
        for (Sibling sibling : object.siblings()) {
            Dot dot = sibling.dot();
            if (shown.clock().clock().covers(dot) && !held.context().covers(dot)) {
                denials.merge(dot, 1, Integer::sum);
            }
        }
    }

    /// Of N - W + 1 owners one held every write that was acknowledged, unless it has seen it go: where so many have, a
    /// lost row is no explanation.
    private void weedIfHeard(Now now, Outputs<?> out) {
        if (!awaited.isEmpty()) {
            return;
        }
        int needed = plan.replicas() - plan.settings().namespaces().of(key).writeOwners() + 1;
        List<Dot> gone = new ArrayList<>(denials.keySet());
        gone.removeIf(dot -> denials.getOrDefault(dot, 0) < needed);
        if (gone.isEmpty()) {
            phase = Phase.DONE;
        } else {
            enter(Phase.WEEDING, now);
            out.send(plan.self(), new ReplicaRequest.Weed(routing(), key, gone));
        }
    }

    void tick(Now now, Outputs<?> out) {
        if (phase == Phase.DONE || !now.hasReached(untilNanos)) {
            return;
        }
        awaited.clear();
        switch (phase) {
            case PUSHING -> goOnIfPushed(now, out);
            case DOUBTING -> weedIfHeard(now, out);
            case LOADING, WEEDING, RELEASING -> giveUp();
            case DONE -> {}
        }
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /// Whether what is kept here could not be read.
    boolean isUnread() {
        return unread;
    }

    boolean isReleased() {
        return released;
    }

    /// Owners that took part, and do not hold it.
    List<NodeId> missing() {
        return object.isKnown() && !released
                ? owners.stream().filter(owner -> !stored.contains(owner)).toList()
                : List.of();
    }
}
