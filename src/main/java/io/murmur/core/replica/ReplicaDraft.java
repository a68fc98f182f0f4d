package io.murmur.core.replica;

import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import org.jspecify.annotations.Nullable;

/// One replica's counters while a batch is being decided. Lives for one decision.
final class ReplicaDraft {

    private final ReplicaState state;
    private final ReplicaLimits limits;
    private final boolean leases;
    private final LookupTable<OperationId, Boolean> operations = new LookupTable<>();
    private long lastCounter;
    private long hybridTime;
    private boolean minted;

    ReplicaDraft(ReplicaState state, ReplicaLimits limits, Safeguards safeguards) {
        this.state = state;
        this.limits = limits;
        this.leases = safeguards.has(Safeguard.COUNTER_LEASE);
        this.lastCounter = state.lastCounter();
        this.hybridTime = state.hybridTime();
    }

    ReplicaState state() {
        return state;
    }

    ActorId self() {
        return state.self();
    }

    Dot mint() {
        minted = true;
        return new Dot(state.self(), ++lastCounter);
    }

    long lastCounter() {
        return lastCounter;
    }

    /// Whether the lease that covers `dot` is durable already, so that the dot may be shown to others at once.
    boolean isLeased(Dot dot) {
        return !leases || dot.counter() <= state.leaseCeiling();
    }

    /// A new lease is asked for when half of the old one is used, so that minting need not wait for it.
    ReplicaEvent.@Nullable LeaseExtended leaseExtension() {
        boolean low = state.leaseCeiling() - lastCounter < limits.leaseSize() / 2;
        return leases && minted && low
                ? new ReplicaEvent.LeaseExtended(state.partition(), lastCounter + limits.leaseSize())
                : null;
    }

    long hybridTime() {
        return hybridTime;
    }

    void hybridTime(long reading) {
        hybridTime = Math.max(hybridTime, reading);
    }

    boolean hasSeen(OperationId operation) {
        return operations.contains(operation) || state.operations().contains(operation);
    }

    void saw(OperationId operation) {
        operations.put(operation, Boolean.TRUE);
    }

    /// Another node speaks of an event of our own actor.
    ///
    /// @return whether we can have minted it
    boolean acknowledgesOwn(Dot dot) {
        if (!dot.actor().equals(state.self()) || dot.counter() <= lastCounter) {
            return true;
        }
        boolean possible = dot.counter() <= state.leaseCeiling();
        lastCounter = dot.counter();
        return possible;
    }
}
