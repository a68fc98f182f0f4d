package io.murmur.core.formation;

import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import java.util.ArrayList;
import java.util.List;

/// One decision while it is being made: the events so far, the state they lead to, the outputs.
final class FormationDraft {

    private final FormationDecider decider;
    private final List<FormationEvent> events = new ArrayList<>();
    private final List<Output<FormationMessage.Answer>> sendNow = new ArrayList<>();
    private final List<Output<FormationMessage.Answer>> afterDurable = new ArrayList<>();
    private FormationState state;

    FormationDraft(FormationDecider decider, FormationState state) {
        this.decider = decider;
        this.state = state;
    }

    /// The state as it will be when all events so far are durable.
    FormationState state() {
        return state;
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    void record(FormationEvent event) {
        events.add(event);
        state = decider.evolve(state, event);
    }

    /// Answers from the state before this decision, which is durable.
    void answerNow(long correlation, FormationMessage.Answer answer) {
        sendNow.add(new Output.Answer<>(correlation, answer));
    }

    void sendAfterDurable(NodeId place, Message message) {
        afterDurable.add(new Output.Send<>(place, message));
    }

    void publishAfterDurable(Message message) {
        afterDurable.add(new Output.Publish<>(message));
    }

    Decision<FormationEvent, FormationMessage.Answer> finish() {
        return new Decision<>(events, sendNow, afterDurable);
    }
}
