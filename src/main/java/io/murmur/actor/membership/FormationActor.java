package io.murmur.actor.membership;

import io.murmur.actor.OutputRunner;
import io.murmur.core.formation.FormationCommand;
import io.murmur.core.formation.FormationDecider;
import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.FormationState;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Decision;
import java.io.IOException;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The formation of one node, for as long as its process lives: a formed node answers those who are not.
///
/// Owns the formation record of the volume. Reads and writes it synchronously, so it needs a dispatcher that may
/// block; it writes a handful of times in the life of a volume. Dies when the record cannot be read or written: let
/// it stop, never restart it, and stop the node, for what is on the disk is unknown then.
public final class FormationActor extends AbstractMatchingBehavior<FormationActor.Command> {

    /// What nodes that are not formed yet say.
    public sealed interface Command {
        record HearQuestion(FormationMessage.Question question) implements Command {}

        record HearAnswer(FormationMessage.Answer answer) implements Command {}
    }

    private record TickDue() implements Command {}

    private static final int TICKS_PER_ROUND = 4;

    /// Starts at once.
    ///
    /// @throws IllegalArgumentException when a declared node has no address
    public static Behavior<Command> create(FormationPlan plan, FormationSurroundings surroundings) {
        surroundings.addresses().requireAll(plan.terms().nodes());
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Duration tick = Duration.ofMillis(Math.max(1, plan.limits().roundMillisMin() / TICKS_PER_ROUND));
            timers.startTimerWithFixedDelay(new TickDue(), tick);
            Introduction self = plan.asker().self();
            FormationActor actor = new FormationActor(
                    context, plan, surroundings, surroundings.file().read(self.name(), self.node()));
            return actor.decide(new FormationCommand.Start(), FormationPort.NOBODY);
        }));
    }

    private final FormationDecider decider;
    private final FormationPlan plan;
    private final FormationSurroundings surroundings;
    private FormationState state;

    private FormationActor(
            ActorContext<Command> context,
            FormationPlan plan,
            FormationSurroundings surroundings,
            FormationRecord record) {
        super(context);
        this.plan = plan;
        this.surroundings = surroundings;
        this.decider = plan.decider();
        this.state = FormationState.of(record);
    }

    @Override
    public Behavior<Command> onMessage(Command command) throws IOException {
        return switch (command) {
            case Command.HearQuestion(var question) ->
                decide(new FormationCommand.Asked(question.round(), question), question.replyTo());
            case Command.HearAnswer(var answer) -> decide(new FormationCommand.Answered(answer), FormationPort.NOBODY);
            case TickDue() -> decide(new FormationCommand.Tick(), FormationPort.NOBODY);
        };
    }

    private Behavior<Command> decide(FormationCommand command, String replyTo) throws IOException {
        Decision<FormationEvent, FormationMessage.Answer> decision =
                decider.decide(state, command, surroundings.clock().get());
        var runner = new OutputRunner<>(new FormationPort(plan.terms(), surroundings, replyTo));
        runner.runAll(decision.sendNow());
        keep(decision);
        runner.runAll(decision.afterDurable());
        return this;
    }

    /// The state is taken over only when its record is durable.
    private void keep(Decision<FormationEvent, FormationMessage.Answer> decision) throws IOException {
        FormationState next = state;
        for (FormationEvent event : decision.events()) {
            next = decider.evolve(next, event);
        }
        if (!next.record().equals(state.record())) {
            surroundings.file().write(next.record());
        }
        state = next;
    }
}
