package io.murmur.core.replica;

import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import org.jspecify.annotations.Nullable;

/// One replica's counters while a batch is being decided. Lives for one decision.
final class ReplicaDraft {

    private final ReplicaState state;
    private final ReplicaLimits limits;
    private final boolean leases;
    private final boolean remembering;
    private final boolean noticing;
    private final LookupTable<OperationId, Boolean> operations = new LookupTable<>();
    private long lastCounter;
    private long hybridTime;
    private long purges;
    private boolean minted;

    ReplicaDraft(ReplicaState state, ReplicaLimits limits, Safeguards safeguards) {
        this.state = state;
        this.limits = limits;
        this.leases = safeguards.has(Safeguard.COUNTER_LEASE);
        this.remembering = safeguards.has(Safeguard.REMEMBER_OPERATIONS);
        this.noticing = safeguards.has(Safeguard.STOP_WHEN_PUT_BACK);
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

    /// A new lease goes with the batch that has used half of the old one: always synced, so that even events
    /// that are durable only in the kernel are never named twice.
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

    /// The purge epoch as the steps so far leave it.
    long purgeEpoch() {
        return state.purgeEpoch() + purges;
    }

    /// A key was purged; what is written from now on is later than `time`.
    void purged(long time) {
        purges++;
        hybridTime(time);
    }

    boolean hasSeen(OperationId operation) {
        return operations.contains(operation) || state.operations().contains(operation);
    }

    /// Whether the operation is in the window, or may have been.
    boolean hasSeenOrForgotten(OperationId operation) {
        return hasSeen(operation) || state.operations().mayHaveForgotten(operation);
    }

    /// Whether the operation was carried out here: it is in the window, or one of the key's siblings is its
    /// work.
    boolean remembers(OperationId operation, StoredObject current) {
        return remembering
                && (hasSeen(operation)
                        || current.siblings().stream()
                                .anyMatch(sibling -> sibling.operation().equals(operation)));
    }

    void saw(OperationId operation) {
        operations.put(operation, Boolean.TRUE);
    }

    /// Whether another node holds an event of our own actor that we never minted and never skipped: an event
    /// is durable here, which none of this batch is, before it leaves, and a start skips what may have left
    /// before. So our volume was put back. Contexts do not count: clients bring them.
    boolean isBehind(Dot dot) {
        return noticing && dot.counter() > state.lastCounter() && dot.actor().equals(state.self());
    }
}
