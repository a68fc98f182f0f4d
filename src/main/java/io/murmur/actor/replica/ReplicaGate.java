package io.murmur.actor.replica;

import io.murmur.core.replica.message.Refusal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether replicas may change and speak just now. Safe to ask from any thread.
///
/// A volume that lost data applies merges but does not speak for its partitions; a full disk takes no change; a clock
/// that runs ahead of the other nodes' mints nothing.
public final class ReplicaGate {

    private final BooleanSupplier hasRoom;
    private final boolean bootstrapping;
    private final BooleanSupplier clockAhead;

    /// @param bootstrapping whether the volume lost data and has not caught up
    public ReplicaGate(BooleanSupplier hasRoom, boolean bootstrapping, BooleanSupplier clockAhead) {
        this.hasRoom = hasRoom;
        this.bootstrapping = bootstrapping;
        this.clockAhead = clockAhead;
    }

    /// Why changes are refused; null when all is well.
    @Nullable
    Refusal closedForChanges() {
        if (!hasRoom.getAsBoolean()) {
            return Refusal.DISK_FULL;
        } else if (bootstrapping) {
            return Refusal.BOOTSTRAPPING;
        }
        return clockAhead.getAsBoolean() ? Refusal.CLOCK_AHEAD : null;
    }

    /// Why looks are refused; null when all is well.
    @Nullable
    Refusal closedForLooks() {
        return bootstrapping ? Refusal.BOOTSTRAPPING : null;
    }
}
