package io.murmur.actor.coordinator;

import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.delay.DelayAccount;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Part;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import java.util.List;

/// Carries out what a coordinator's machine asks for, and knows who waits for which answer. Belongs to one
/// coordinator.
final class AnswerBook implements OutputRunner.Port<Outcome> {

    private record Waiting(Asker asker, Itinerary itinerary) {}

    private final Outbox outbox;
    private final NodeClock clock;
    private final OutputRunner<Outcome> runner = new OutputRunner<>(this);
    private final LookupTable<Long, Waiting> waiting = new LookupTable<>();
    private long lastTicket;

    AnswerBook(Outbox outbox, NodeClock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    OutputRunner<Outcome> runner() {
        return runner;
    }

    long ticketFor(Asker asker, Itinerary itinerary) {
        lastTicket++;
        waiting.put(lastTicket, new Waiting(asker, itinerary));
        return lastTicket;
    }

    void flush() {
        outbox.flush();
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        if (message instanceof PeerMessage.Forwarded result) {
            outbox.answer(to, result, askedFor(result));
        } else {
            outbox.send(to, message, waitsMillis);
        }
    }

    /// What was waited for here, and worked; the network beyond is left to the round trip of whoever asked.
    private static Outbox.Asked askedFor(PeerMessage.Forwarded result) {
        DelayAccount account = new DelayAccount(result.path(), List.of());
        long waited = account.nanosOf(Part.WAITING);
        return new Outbox.Asked(result.endedNanos() - waited - account.nanosOf(Part.PROCESSING), waited);
    }

    @Override
    public void answer(long ticket, Outcome outcome) {
        Waiting client = waiting.remove(ticket);
        if (client == null) {
            throw new InvariantViolation("an operation was answered twice: " + ticket);
        }
        client.itinerary().answeredAt(clock.nanos());
        client.asker().answered(outcome, client.itinerary());
    }

    @Override
    public void publish(Message event) {
        throw new InvariantViolation("coordinators have nothing to publish, not " + event);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        throw new InvariantViolation("coordinators have one tick and no timers, asked for " + key);
    }

    @Override
    public void cancelTimer(TimerKey key) {
        throw new InvariantViolation("coordinators have one tick and no timers, asked for " + key);
    }
}
