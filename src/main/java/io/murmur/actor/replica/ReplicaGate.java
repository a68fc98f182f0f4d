package io.murmur.actor.replica;

import io.murmur.core.replica.message.Refusal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether replicas may change and speak just now. Safe to ask from any thread.
///
/// A volume that lost data, or may have, applies merges but does not speak for its partitions; a full disk takes no
/// change; a clock that runs ahead of the other nodes' mints nothing.
public final class ReplicaGate {

    private final BooleanSupplier hasRoom;
    private final BooleanSupplier answers;
    private final BooleanSupplier clockAhead;

    /// @param answers false while this node's volume lacks data, or may do so
    public ReplicaGate(BooleanSupplier hasRoom, BooleanSupplier answers, BooleanSupplier clockAhead) {
        this.hasRoom = hasRoom;
        this.answers = answers;
        this.clockAhead = clockAhead;
    }

    /// Why changes are refused; null when all is well.
    @Nullable
    Refusal closedForChanges() {
        if (!hasRoom.getAsBoolean()) {
            return Refusal.DISK_FULL;
        } else if (!answers.getAsBoolean()) {
            return Refusal.BOOTSTRAPPING;
        }
        return clockAhead.getAsBoolean() ? Refusal.CLOCK_AHEAD : null;
    }

    /// Why looks are refused; null when all is well.
    @Nullable
    Refusal closedForLooks() {
        return answers.getAsBoolean() ? null : Refusal.BOOTSTRAPPING;
    }
}
