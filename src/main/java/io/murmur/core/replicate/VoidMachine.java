package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the other owners of skipped counters until each has made it durable, or does not answer for too long:
/// a void that was missed is found again by comparing clocks. Nobody waits for it.
final class VoidMachine implements RequestMachine {

    private final Target target;
    private final ReplicaEvent.GapVoided gap;
    private final ReplicationLimits limits;
    private final OwnerTally stored;
    private final BooleanSupplier mayClaim;
    private int attempts;
    private long resendNanos;

    /// An offer that was not made yet.
    ///
    /// @param mayClaim whether this node knows that its volume was not put back: what a volume that was takes
    ///     for skipped may have been written (seed 6560 of the simulation)
    VoidMachine(Target target, ReplicaEvent.GapVoided gap, ReplicationLimits limits, BooleanSupplier mayClaim) {
        this.mayClaim = mayClaim;
        this.target = target;
        this.gap = gap;
        this.limits = limits;
        this.stored = new OwnerTally(target.owners());
        stored.add(target.self());
    }

    @Override
    public void begin(Now now, Outputs<Outcome> out) {
        send(now, out);
    }

    private void send(Now now, Outputs<Outcome> out) {
        resendNanos = now.nanosAfterMillis(limits.resendMillis());
        if (!mayClaim.getAsBoolean()) {
            return;
        }
        attempts++;
        for (NodeId owner : target.owners()) {
            if (!stored.has(owner)) {
                out.send(owner, new ReplicaRequest.FillVoid(target.routing(0), gap.actor(), gap.from(), gap.to()));
            }
        }
    }

    @Override
    public void on(NodeId from, ReplicaReply reply, Now now, Outputs<Outcome> out) {
        if (reply instanceof ReplicaReply.Stored) {
            stored.add(from);
        }
    }

    @Override
    public void tick(Now now, Outputs<Outcome> out) {
        if (!isDone() && now.hasReached(resendNanos)) {
            send(now, out);
        }
    }

    @Override
    public @Nullable Ticket ticket() {
        return null;
    }

    @Override
    public boolean isDone() {
        return stored.count() == target.owners().size() || attempts >= limits.voidAttemptsMax();
    }
}
