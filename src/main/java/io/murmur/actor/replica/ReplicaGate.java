package io.murmur.actor.replica;

import io.murmur.core.replica.message.Refusal;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether replicas may change and speak just now. Safe to ask from any thread.
///
/// A volume that lost data, or may have, applies merges but does not speak for its partitions; a full disk
/// takes no change; a clock that runs ahead of the other nodes' mints nothing.
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

    /// All that keeps changes from being made; empty when all is well.
    Set<Refusal> closedForChanges() {
        boolean full = !hasRoom.getAsBoolean();
        boolean lacking = !answers.getAsBoolean();
        boolean ahead = clockAhead.getAsBoolean();
        if (!full && !lacking && !ahead) {
            return Set.of();
        }
        Set<Refusal> reasons = EnumSet.noneOf(Refusal.class);
        addIf(full, Refusal.DISK_FULL, reasons);
        addIf(lacking, Refusal.BOOTSTRAPPING, reasons);
        addIf(ahead, Refusal.CLOCK_AHEAD, reasons);
        return reasons;
    }

    private static void addIf(boolean holds, Refusal reason, Set<Refusal> reasons) {
        if (holds) {
            reasons.add(reason);
        }
    }

    /// Whether what is held here may be taken for the truth.
    public boolean isSource() {
        return answers.getAsBoolean();
    }

    /// Why looks are refused; null when all is well.
    @Nullable
    Refusal closedForLooks() {
        return answers.getAsBoolean() ? null : Refusal.BOOTSTRAPPING;
    }
}
