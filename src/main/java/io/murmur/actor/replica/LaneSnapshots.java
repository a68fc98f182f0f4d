package io.murmur.actor.replica;

import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.ReplicaLimits;
import java.util.function.Supplier;
import org.apache.pekko.persistence.typed.SnapshotAdapter;

/// A lane's snapshot is the bytes of its state: the state itself changes while the snapshot is being written.
final class LaneSnapshots implements SnapshotAdapter<LaneState> {

    private final Supplier<LaneState> empty;
    private final ReplicaLimits limits;

    LaneSnapshots(Supplier<LaneState> empty, ReplicaLimits limits) {
        this.empty = empty;
        this.limits = limits;
    }

    @Override
    public Object toJournal(LaneState state) {
        return state.toBytes();
    }

    @Override
    public LaneState fromJournal(Object stored) {
        if (stored instanceof byte[] bytes) {
            LaneState state = empty.get();
            state.restore(bytes, limits);
            return state;
        }
        throw new IllegalStateException("the snapshot of a lane is a " + stored.getClass() + ", not bytes");
    }
}
