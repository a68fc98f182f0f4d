package io.murmur.actor.transport;

import io.murmur.actor.Local;
import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.actor.Overload;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.wire.FramedMessage;
import io.murmur.wire.LargeResult;
import io.murmur.wire.message.MessageKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what the transfer of large messages asks for. Belongs to one [TransferActor].
final class TransferOutputs implements OutputRunner.Port<LargeResult> {

    private static final Logger LOG = LoggerFactory.getLogger(TransferOutputs.class);

    private final Outbox outbox;
    private final Local local;
    private final OutputRunner<LargeResult> runner = new OutputRunner<>(this);

    TransferOutputs(Outbox outbox, Local local) {
        this.outbox = outbox;
        this.local = local;
    }

    OutputRunner<LargeResult> runner() {
        return runner;
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void answer(long correlation, LargeResult result) {
        switch (result) {
            case LargeResult.Arrived(var from, var framed) -> arrive(from, framed);
            case LargeResult.Unsent unsent -> tellWhoWaits(unsent);
            case LargeResult.Unreadable(_, var detail) -> LOG.warn("Dropped: {}", detail);
        }
    }

    private void arrive(NodeId from, FramedMessage framed) {
        if (!local.deliver(from, framed.message(), framed.timing())) {
            Message refusal = Overload.refusalOf(framed.message());
            if (refusal != null) {
                outbox.send(from, refusal);
            }
        }
    }

    /// Only who surely was not heard may be answered for; otherwise time tells.
    private void tellWhoWaits(LargeResult.Unsent unsent) {
        LOG.debug("A large {} for {} was not sent: {}", unsent.kind(), unsent.to(), unsent.reason());
        Message refusal = unsent.surelyNotDelivered() ? refusalOf(unsent) : null;
        if (refusal != null) {
            var _ = local.deliver(unsent.to(), refusal);
        }
    }

    private static @Nullable Message refusalOf(LargeResult.Unsent unsent) {
        if (unsent.kind() == MessageKind.MERGE) {
            return new ReplicaReply.Refused(unsent.correlation(), Refusal.OVERLOADED);
        }
        return unsent.kind() == MessageKind.FORWARD
                ? new PeerMessage.Forwarded(unsent.correlation(), new Outcome.Failed(Failure.OVERLOADED))
                : null;
    }

    @Override
    public void publish(Message event) {
        throw new InvariantViolation("transfers have nothing to publish, not " + event);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        throw new InvariantViolation("transfers have one tick and no timers, asked for " + key);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        throw new InvariantViolation("transfers have one tick and no timers, asked for " + key);
    }
}
