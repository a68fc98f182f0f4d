package io.murmur.actor.coordinator;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replicate.message.Outcome;
import java.util.function.Consumer;

/// Carries out what a coordinator's machine asks for, and knows who waits for which answer. Belongs to one coordinator.
final class AnswerBook implements OutputRunner.Port<Outcome> {

    private final Outbox outbox;
    private final OutputRunner<Outcome> runner = new OutputRunner<>(this);
    private final LookupTable<Long, Consumer<Outcome>> waiting = new LookupTable<>();
    private long lastTicket;

    AnswerBook(Outbox outbox) {
        this.outbox = outbox;
    }

    OutputRunner<Outcome> runner() {
        return runner;
    }

    long ticketFor(Consumer<Outcome> client) {
        lastTicket++;
        waiting.put(lastTicket, client);
        return lastTicket;
    }

    void flush() {
        outbox.flush();
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void answer(long ticket, Outcome outcome) {
        Consumer<Outcome> client = waiting.remove(ticket);
        if (client == null) {
            throw new InvariantViolation("an operation was answered twice: " + ticket);
        }
        client.accept(outcome);
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
