package io.murmur.core.formation;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A few nodes on a perfect network with instant disks, for tests that go step by step.
final class Village {

    private static final FormationLimits LIMITS = new FormationLimits(100, 1000);

    /// A message under way.
    record Letter(String from, String to, FormationMessage message) {}

    /// One node; `record` is its disk.
    static final class Inhabitant {
        private final Introduction self;
        private final ClusterTerms terms;
        private final FormationDecider decider;
        private FormationState state;
        private @Nullable FormationStatus published;

        private Inhabitant(Introduction self, ClusterTerms terms, FormationRecord record, Random random) {
            this.self = self;
            this.terms = terms;
            this.decider = new FormationDecider(new Asker(self, self.name()), terms, LIMITS, random, Safeguards.ALL);
            this.state = FormationState.of(record);
        }
    }

    private final TreeMap<String, Inhabitant> nodes = new TreeMap<>();
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private final List<Letter> delivered = new ArrayList<>();
    private final Random random = new Random(1);
    private Predicate<Letter> passes = _ -> true;
    private long nanos = 1;

    static ClusterTerms terms(String... names) {
        return new ClusterTerms(List.of(names), List.of(), Math.min(2, names.length), 4, "w=2");
    }

    /// Starts a process on a blank volume.
    void start(String name, long volume, ClusterTerms terms) {
        start(name, volume, terms, FormationRecord.blank(name, new NodeId(volume)));
    }

    void start(String name, long volume, ClusterTerms terms, FormationRecord record) {
        Introduction self = new Introduction(name, new NodeId(volume), 7, random.nextLong());
        nodes.put(name, new Inhabitant(self, terms, record, random));
        tell(name, new FormationCommand.Start());
    }

    /// Kills the process and starts another on the same volume.
    void restart(String name) {
        Inhabitant node = node(name);
        start(
                name,
                node.self.node().bits(),
                node.terms,
                FormationRecord.decode(recordOf(name).encode()));
    }

    void stop(String name) {
        nodes.remove(name);
    }

    /// Only letters that pass are delivered from now on.
    void deliverOnly(Predicate<Letter> which) {
        passes = which;
    }

    /// Delivers what is under way, and what that leads to, and lets rounds pass.
    void settle() {
        for (int round = 0; round < 8; round++) {
            while (!letters.isEmpty()) {
                deliver(letters.remove());
            }
            nanos += 1_100_000_000L;
            List.copyOf(nodes.keySet()).forEach(name -> tell(name, new FormationCommand.Tick()));
        }
    }

    void deliver(Letter letter) {
        if (!passes.test(letter) || !nodes.containsKey(letter.to()) || !nodes.containsKey(letter.from())) {
            return;
        }
        delivered.add(letter);
        switch (letter.message()) {
            case FormationMessage.Question question -> {
                int asker = nodes.headMap(question.replyTo()).size();
                tell(letter.to(), new FormationCommand.Asked(asker, question));
            }
            case FormationMessage.Answer answer -> tell(letter.to(), new FormationCommand.Answered(answer));
        }
    }

    /// What was delivered since the last call.
    List<Letter> delivered() {
        List<Letter> list = List.copyOf(delivered);
        delivered.clear();
        return list;
    }

    void tell(String name, FormationCommand command) {
        Inhabitant node = node(name);
        Decision<FormationEvent, FormationMessage.Answer> decision =
                node.decider.decide(node.state, command, new Now(nanos, 0));
        run(name, node, decision.sendNow());
        for (FormationEvent event : decision.events()) {
            node.state = node.decider.evolve(node.state, event);
        }
        run(name, node, decision.afterDurable());
    }

    private void run(String name, Inhabitant node, List<Output<FormationMessage.Answer>> outputs) {
        for (Output<FormationMessage.Answer> output : outputs) {
            switch (output) {
                case Output.Send<FormationMessage.Answer>(var to, FormationMessage.Question question, _) ->
                    letters.add(new Letter(name, node.terms.nameAt(to), question));
                case Output.Answer<FormationMessage.Answer>(var place, var answer) ->
                    letters.add(new Letter(name, List.copyOf(nodes.keySet()).get((int) place), answer));
                case Output.Publish<FormationMessage.Answer>(FormationStatus status) -> node.published = status;
                case Output.Publish<FormationMessage.Answer> _,
                        Output.Send<FormationMessage.Answer> _,
                        Output.StartTimer<FormationMessage.Answer> _,
                        Output.CancelTimer<FormationMessage.Answer> _ ->
                    throw new AssertionError("formation does not ask for " + output);
            }
        }
    }

    private Inhabitant node(String name) {
        Inhabitant node = nodes.get(name);
        if (node == null) {
            throw new AssertionError("no node " + name);
        }
        return node;
    }

    /// The number the questions of `name` carry now.
    long roundOf(String name) {
        return node(name).state.roll().round();
    }

    FormationRecord recordOf(String name) {
        return node(name).state.record();
    }

    Standing standingOf(String name) {
        return node(name).state.standing();
    }

    /// What `name` published last.
    FormationStatus statusOf(String name) {
        FormationStatus status = node(name).published;
        if (status == null) {
            throw new AssertionError(name + " has published nothing");
        }
        return status;
    }

    /// The reasons `name` gives for not going on, as one text; empty if it gives none.
    String reasonsOf(String name) {
        return statusOf(name) instanceof FormationStatus.Refused(var reasons) ? String.join("\n", reasons) : "";
    }
}
