package io.murmur.core.replicate;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Outcome;

/// Tells the other owners of skipped counters until each has made it durable, or does not answer for too long: a void
/// that was missed is found again by comparing clocks. Nobody waits for it.
final class VoidMachine implements RequestMachine {

    private final Target target;
    private final ReplicaEvent.GapVoided gap;
    private final ReplicationLimits limits;
    private final OwnerTally stored;
    private int attempts;
    private long resendNanos;

    VoidMachine(Target target, ReplicaEvent.GapVoided gap, ReplicationLimits limits) {
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
        attempts++;
        resendNanos = now.nanosAfterMillis(limits.resendMillis());
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
    public boolean isDone() {
        return stored.count() == target.owners().size() || attempts >= limits.voidAttemptsMax();
    }
}
