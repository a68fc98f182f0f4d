package io.murmur.core.entropy.restore;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.ring.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Restores the rows of one node that are not as they were written. Nothing of it has to survive: whoever meets such a
/// row says so again. Not thread-safe.
public final class RestoreMachine implements Machine<RestoreInput, RestoreNotice> {

    private static final long STEP_MASK = (1L << 32) - 1;

    private final NodeId self;
    private final Placement placement;
    private final RestoreSettings settings;
    private final long firstCorrelation;
    /// In the order of their turns: those that have not had one first, in the order in which they were found.
    private final LinkedHashMap<Key, Restoring> keys = new LinkedHashMap<>();
    private long steps;

    /// Nothing is damaged yet.
    ///
    /// @param firstCorrelation this and the 2^32 behind it are this machine's
    public RestoreMachine(NodeId self, Placement placement, RestoreSettings settings, long firstCorrelation) {
        this.self = self;
        this.placement = placement;
        this.settings = settings;
        this.firstCorrelation = firstCorrelation;
    }

    @Override
    public void on(RestoreInput input, Now now, Outputs<RestoreNotice> out) {
        switch (input) {
            case RestoreInput.Damaged(var partition, var key) -> damaged(partition, key, now);
            case RestoreInput.Replied(var from, var reply) -> replied(from, reply, now, out);
            case RestoreInput.Ticked(var mayAct) -> tick(mayAct, now, out);
        }
        keys.values().removeIf(Restoring::isRestored);
    }

    /// Keys that wait, or are being restored.
    public int waiting() {
        return keys.size();
    }

    /// A key that nobody else holds stays as it is: to show nothing would be wrong.
    private void damaged(int partition, Key key, Now now) {
        if (keys.size() >= settings.keysMax() || keys.containsKey(key) || !placement.isOwner(self, partition)) {
            return;
        }
        List<NodeId> others = new ArrayList<>(placement.ownersOf(partition));
        others.remove(self);
        if (!others.isEmpty()) {
            var place = new Restoring.Place(self, partition, placement.epochOf(partition), key);
            keys.put(key, new Restoring(place, others, settings, now));
        }
    }

    private void replied(NodeId from, ReplicaReply reply, Now now, Outputs<RestoreNotice> out) {
        for (Restoring key : keys.values()) {
            if (key.isAsked(reply.correlation())) {
                key.on(from, reply, now, out);
                return;
            }
        }
    }

    private void tick(boolean mayAct, Now now, Outputs<RestoreNotice> out) {
        int underWay = 0;
        for (Restoring key : keys.values()) {
            key.tick(now, out);
            underWay += key.isUnderWay() ? 1 : 0;
        }
        if (mayAct && underWay < settings.atOnce()) {
            begin(settings.atOnce() - underWay, now, out);
        }
    }

    /// Whoever begins is last in line from then on: those who wait for owners that are away must not keep the others
    /// from their turn.
    private void begin(int most, Now now, Outputs<?> out) {
        List<Map.Entry<Key, Restoring>> due = keys.entrySet().stream()
                .filter(entry -> entry.getValue().isDue(now))
                .limit(most)
                .toList();
        for (var entry : due) {
            keys.putLast(entry.getKey(), entry.getValue());
            steps += Restoring.STEPS;
            entry.getValue().begin(firstCorrelation | (steps & STEP_MASK), now, out);
        }
    }
}
