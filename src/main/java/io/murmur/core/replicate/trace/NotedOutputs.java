package io.murmur.core.replicate.trace;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import org.jspecify.annotations.Nullable;

/// Hands outputs on, and notes each question to another node in the itinerary of the operation it is for.
///
/// Belongs to one coordinator, whose steps it serves.
public final class NotedOutputs implements Outputs<Outcome> {

    private @Nullable Outputs<Outcome> sink;
    private @Nullable Itinerary itinerary;

    /// Where all goes, for one step.
    public void to(Outputs<Outcome> outputs) {
        sink = outputs;
    }

    /// What the next outputs are for; null if for nobody's operation.
    public void note(@Nullable Itinerary next) {
        itinerary = next;
    }

    private Outputs<Outcome> sink() {
        if (sink == null) {
            throw new InvariantViolation("outputs outside of a step");
        }
        return sink;
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        Itinerary noted = itinerary;
        if (noted != null && message instanceof ReplicaRequest request) {
            noted.ask(to, request.routing().correlation(), false);
        } else if (noted != null && message instanceof PeerMessage.Forward forward) {
            noted.ask(to, forward.correlation(), true);
        }
        sink().send(to, message, waitsMillis);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        sink().startTimer(key, delayMillis);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        sink().cancelTimer(key);
    }

    @Override
    public void answer(long correlation, Outcome answer) {
        sink().answer(correlation, answer);
    }

    @Override
    public void publish(Message event) {
        sink().publish(event);
    }
}
