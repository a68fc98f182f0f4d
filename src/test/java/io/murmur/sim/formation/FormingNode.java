package io.murmur.sim.formation;

import io.murmur.core.formation.Asker;
import io.murmur.core.formation.FormationCommand;
import io.murmur.core.formation.FormationDecider;
import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.FormationState;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguards;
import io.murmur.sim.World;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node: a volume with its formation file, and the process on it while it runs. Writes take time; a crash
/// in the middle of one leaves the old file or the new one.
final class FormingNode {

    private final int place;
    private final String name;
    private final World world;
    private final FormationOptions options;
    private final FormationNetwork network;
    private final Safeguards safeguards;
    private final Consumer<Fact> facts;
    private final SplittableRandom random;
    private final ArrayDeque<FormationCommand> waiting = new ArrayDeque<>();
    private NodeId volume;
    private boolean copied;
    private byte @Nullable [] file;
    private ClusterTerms terms;
    private @Nullable Running process;

    /// What a crash loses.
    private static final class Running {
        private final FormationDecider decider;
        private FormationState state;
        private @Nullable FormationState writing;
        private List<FormationEvent> written = List.of();
        private boolean serves;

        private Running(FormationDecider decider, FormationState state) {
            this.decider = decider;
            this.state = state;
        }
    }

    FormingNode(FormationSimulation.Surroundings surroundings, int place, ClusterTerms terms) {
        this.place = place;
        this.name = terms.nodes().get(place);
        this.world = surroundings.world();
        this.options = surroundings.options();
        this.network = surroundings.network();
        this.safeguards = surroundings.safeguards();
        this.facts = surroundings.facts();
        this.random = world.stream();
        this.volume = new NodeId(random.nextLong());
        this.terms = terms;
    }

    String name() {
        return name;
    }

    NodeId volume() {
        return volume;
    }

    void copyVolume(NodeId other) {
        volume = other;
        copied = true;
    }

    /// Takes effect at the next start.
    void configure(ClusterTerms next) {
        terms = next;
    }

    boolean isAlive() {
        return process != null;
    }

    void start() {
        Introduction self = new Introduction(name, volume, 1, random.nextLong());
        FormationRecord record = file == null ? FormationRecord.blank(name, volume) : FormationRecord.decode(file);
        Asker asker = new Asker(self, FormationSimulation.NAMES.get(place));
        FormationDecider decider = new FormationDecider(asker, terms, options.limits(), random.split(), safeguards);
        Running started = new Running(decider, FormationState.of(record));
        process = started;
        tell(new FormationCommand.Start());
        tickEvery(started, options.limits().roundMillisMin() * World.MILLI / 2);
    }

    private void tickEvery(Running ticking, long nanos) {
        world.after(nanos, () -> {
            if (process == ticking) {
                tell(new FormationCommand.Tick());
                tickEvery(ticking, nanos);
            }
        });
    }

    /// Ends the process; what was being written is on the disk, or is not.
    void crash() {
        Running crashed = process;
        if (crashed != null && crashed.writing != null && random.nextBoolean()) {
            keep(crashed, crashed.writing);
        }
        waiting.clear();
        process = null;
    }

    /// Replaces the volume by a blank one; the process must be dead.
    ///
    /// @return whether the volume that is gone had not been counted by anybody
    boolean loseVolume(boolean wasWriting) {
        boolean uncounted = file == null && !wasWriting;
        if (!copied) {
            facts.accept(new Fact.Gone(volume));
        }
        copied = false;
        volume = new NodeId(random.nextLong());
        file = null;
        return uncounted;
    }

    boolean isWriting() {
        return process != null && process.writing != null;
    }

    /// Whoever asks says where to answer.
    void receive(FormationMessage message) {
        switch (message) {
            case FormationMessage.Question question -> {
                int asker = FormationSimulation.NAMES.indexOf(question.replyTo());
                tell(new FormationCommand.Asked(asker, question));
            }
            case FormationMessage.Answer answer -> tell(new FormationCommand.Answered(answer));
        }
    }

    private void tell(FormationCommand command) {
        Running running = process;
        if (running == null) {
            return;
        } else if (running.writing != null) {
            waiting.add(command);
            return;
        }
        Decision<FormationEvent, FormationMessage.Answer> decision =
                running.decider.decide(running.state, command, new Now(world.nanos(), 0));
        run(running, decision.sendNow());
        FormationState next = running.state;
        for (FormationEvent event : decision.events()) {
            next = running.decider.evolve(next, event);
        }
        if (next.record().equals(running.state.record())) {
            running.state = next;
            run(running, decision.afterDurable());
        } else {
            write(running, next, decision);
        }
    }

    private void write(
            Running running, FormationState next, Decision<FormationEvent, FormationMessage.Answer> decision) {
        running.writing = next;
        running.written = decision.events();
        world.after(random.nextLong(options.syncMillisMax() * World.MILLI), () -> {
            if (process != running) {
                return;
            }
            keep(running, next);
            running.writing = null;
            running.state = next;
            run(running, decision.afterDurable());
            while (!waiting.isEmpty() && running.writing == null) {
                tell(waiting.remove());
            }
        });
    }

    private void keep(Running running, FormationState state) {
        file = state.record().encode();
        for (FormationEvent event : running.written) {
            if (event instanceof FormationEvent.Kept kept) {
                world.trace(name + " " + kept);
                facts.accept(new Fact.Kept(volume, kept));
            }
        }
    }

    private void run(Running running, List<Output<FormationMessage.Answer>> outputs) {
        for (Output<FormationMessage.Answer> output : outputs) {
            switch (output) {
                case Output.Send<FormationMessage.Answer>(var to, FormationMessage.Question question, _) ->
                    send(terms.nameAt(to), question);
                case Output.Answer<FormationMessage.Answer>(var correlation, var answer) ->
                    network.send(place, (int) correlation, answer);
                case Output.Publish<FormationMessage.Answer>(FormationStatus.Member(var formed)) -> {
                    running.serves = true;
                    facts.accept(new Fact.Serving(name, volume, formed));
                }
                case Output.Publish<FormationMessage.Answer> _ -> running.serves = false;
                case Output.Send<FormationMessage.Answer> _,
                        Output.StartTimer<FormationMessage.Answer> _,
                        Output.CancelTimer<FormationMessage.Answer> _ ->
                    throw new IllegalStateException("formation does not ask for " + output);
            }
        }
    }

    /// A name that only a wrong configuration knows leads nowhere.
    private void send(String to, FormationMessage.Question question) {
        int target = FormationSimulation.NAMES.indexOf(to);
        if (!to.equals(question.to())) {
            throw new IllegalStateException("a question for " + question.to() + " was sent to " + to);
        }
        if (target < options.nodes()) {
            network.send(place, target, question);
        }
    }

    /// How this node stands; it must be alive.
    FormationStatus status() {
        Running running = process;
        if (running == null) {
            throw new IllegalStateException(name + " is down");
        }
        FormationStatus status = running.decider.statusOf(running.state);
        if (running.serves != status instanceof FormationStatus.Member) {
            throw new IllegalStateException(name + " published something else than " + status);
        }
        return status;
    }

    boolean isBlank() {
        return file == null || FormationRecord.decode(file).standing() instanceof Standing.Blank;
    }
}
