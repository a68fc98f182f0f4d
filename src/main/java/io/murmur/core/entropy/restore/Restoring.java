package io.murmur.core.entropy.restore;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// One key whose rows are to be restored.
///
/// Waiting -> Asking all other owners at once -> Storing, when all have answered, or enough have and the time for the
/// rest is over -> Restored. Asking -> Waiting: too few have answered. Storing -> Waiting: the lane does not take it,
/// or not yet.
final class Restoring {

    /// Correlations of a round: asking, storing.
    static final int STEPS = 2;

    private enum Phase {
        WAITING,
        ASKING,
        STORING,
        RESTORED
    }

    private final Place place;
    private final List<NodeId> others;
    private final RestoreSettings settings;
    private final int needed;
    private final long settledNanos;
    private final TreeMap<NodeId, StoredObject> held = new TreeMap<>();
    private final TreeSet<NodeId> refused = new TreeSet<>();
    private Phase phase = Phase.WAITING;
    private long correlation;
    private long dueNanos;

    /// Where it is.
    ///
    /// @param epoch of the placement
    record Place(NodeId self, int partition, long epoch, Key key) {}

    Restoring(Place place, List<NodeId> others, RestoreSettings settings, Now now) {
        this.place = place;
        this.others = List.copyOf(others);
        this.settings = settings;
        int writeOwners = settings.namespaces().of(place.key()).writeOwners();
        int enough = others.size() + 1 - writeOwners + 1;
        this.needed = settings.safeguards().has(Safeguard.RESTORE_FROM_ENOUGH)
                ? Math.min(others.size(), enough)
                : Math.min(others.size(), 1);
        this.settledNanos = now.nanosAfterMillis(settings.settleMillis());
        this.dueNanos = now.nanos();
    }

    boolean isDue(Now now) {
        return phase == Phase.WAITING && now.hasReached(dueNanos);
    }

    boolean isUnderWay() {
        return phase == Phase.ASKING || phase == Phase.STORING;
    }

    boolean isRestored() {
        return phase == Phase.RESTORED;
    }

    /// Whether a reply with this correlation is for it.
    boolean isAsked(long about) {
        return isUnderWay() && about >= correlation && about < correlation + STEPS;
    }

    /// Begins a round.
    ///
    /// @param first this and the [#STEPS] behind it are the round's
    void begin(long first, Now now, Outputs<?> out) {
        correlation = first;
        phase = Phase.ASKING;
        held.clear();
        refused.clear();
        dueNanos = now.nanosAfterMillis(settings.answerMillis());
        for (NodeId other : others) {
            out.send(other, new ReplicaRequest.Read(routing(0), place.key(), Integer.MAX_VALUE));
        }
    }

    private Routing routing(int step) {
        return new Routing(correlation + step, place.partition(), place.epoch());
    }

    void on(NodeId from, ReplicaReply reply, Now now, Outputs<RestoreNotice> out) {
        boolean isOfStep = reply.correlation() == correlation + (phase == Phase.ASKING ? 0 : 1);
        if (isOfStep && phase == Phase.ASKING && others.contains(from)) {
            heard(from, reply, now, out);
        } else if (isOfStep && phase == Phase.STORING && from.equals(place.self())) {
            stored(reply, now, out);
        }
    }

    private void heard(NodeId from, ReplicaReply reply, Now now, Outputs<RestoreNotice> out) {
        if (reply instanceof ReplicaReply.Held(_, var object)) {
            held.put(from, object);
        } else {
            refused.add(from);
        }
        if (held.size() == others.size()) {
            store(now, out);
        } else if (held.size() + refused.size() == others.size()) {
            storeOrWait(now, out);
        }
    }

    private void storeOrWait(Now now, Outputs<RestoreNotice> out) {
        if (held.size() >= needed) {
            store(now, out);
        } else {
            again(now, out);
        }
    }

    private void store(Now now, Outputs<?> out) {
        ObjectMerge merge = new ObjectMerge(settings.safeguards());
        StoredObject all = StoredObject.ABSENT;
        for (StoredObject object : held.values()) {
            all = merge.merge(all, object);
        }
        boolean isAll = held.size() == others.size() && now.hasReached(settledNanos);
        phase = Phase.STORING;
        dueNanos = now.nanosAfterMillis(settings.answerMillis());
        out.send(place.self(), new ReplicaRequest.Restore(routing(1), place.key(), all, isAll));
    }

    /// Who lacks data elsewhere takes it in, and does not vouch for it.
    private void stored(ReplicaReply reply, Now now, Outputs<RestoreNotice> out) {
        boolean isRefused = reply instanceof ReplicaReply.Refused(_, var reason) && reason != Refusal.BOOTSTRAPPING;
        if (isRefused || reply instanceof ReplicaReply.StaleEpoch) {
            again(now, out);
        } else {
            phase = Phase.RESTORED;
            out.publish(new RestoreNotice.Restored(place.partition(), place.key()));
        }
    }

    private void again(Now now, Outputs<RestoreNotice> out) {
        phase = Phase.WAITING;
        dueNanos = now.nanosAfterMillis(settings.againMillis());
        out.publish(new RestoreNotice.Deferred(place.partition(), place.key(), held.size(), needed));
    }

    void tick(Now now, Outputs<RestoreNotice> out) {
        if (phase == Phase.ASKING && now.hasReached(dueNanos)) {
            storeOrWait(now, out);
        } else if (phase == Phase.STORING && now.hasReached(dueNanos)) {
            again(now, out);
        }
    }
}
