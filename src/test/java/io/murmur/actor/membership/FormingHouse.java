package io.murmur.actor.membership;

import io.murmur.core.formation.Asker;
import io.murmur.core.formation.FormationLimits;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/// One node that forms: its folder, and the actor in it while it runs.
final class FormingHouse {

    private static final FormationLimits LIMITS = new FormationLimits(50, 400);

    private final ActorTestKit kit;
    private final Street street;
    private final String name;
    private final NodeId node;
    private final ClusterTerms terms;
    private final FormationFile file;
    private final Random random;
    private final List<FormationStatus> statuses = new CopyOnWriteArrayList<>();
    private final List<String> lies = new CopyOnWriteArrayList<>();
    private ActorRef<FormationActor.Command> actor;

    FormingHouse(ActorTestKit kit, Street street, String name, ClusterTerms terms, Path folder) {
        this.kit = kit;
        this.street = street;
        this.name = name;
        this.terms = terms;
        this.node = new NodeId(name.hashCode());
        this.file = new FormationFile(new DurableFile(folder.resolve(name + "-" + FormationFile.NAME)));
        this.random = new Random(name.hashCode());
        this.actor = start();
    }

    private ActorRef<FormationActor.Command> start() {
        Introduction self = new Introduction(name, node, 1, random.nextLong() | 1);
        String address = Street.addressOf(name);
        FormationPlan plan = new FormationPlan(new Asker(self, address), terms, LIMITS, random);
        FormationSurroundings surroundings =
                new FormationSurroundings(file, Street.addresses(), this::greet, statuses::add, Street::now);
        ActorRef<FormationActor.Command> started = kit.spawn(FormationActor.create(plan, surroundings));
        street.moveIn(address, message -> started.tell(commandFor(message)));
        return started;
    }

    static FormationActor.Command commandFor(Message message) {
        return switch (message) {
            case FormationMessage.Question question -> new FormationActor.Command.HearQuestion(question);
            case FormationMessage.Answer answer -> new FormationActor.Command.HearAnswer(answer);
            default -> throw new AssertionError("formation does not say " + message);
        };
    }

    /// Runs on the actor's thread: what is said must be on the disk by then.
    private void greet(String address, Message message) {
        if (message instanceof FormationMessage.Answer answer
                && !answer.standing().equals(standing())) {
            lies.add(name + " said " + answer.standing() + ", its file says " + standing());
        }
        street.greet(address, message);
    }

    void stop() {
        street.moveOut(Street.addressOf(name));
        kit.stop(actor);
    }

    void restart() {
        statuses.clear();
        actor = start();
    }

    ActorRef<FormationActor.Command> actor() {
        return actor;
    }

    String name() {
        return name;
    }

    NodeId node() {
        return node;
    }

    /// What is on the disk.
    Standing standing() {
        return record().standing();
    }

    private FormationRecord record() {
        try {
            return file.read(name, node);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    List<FormationStatus> statuses() {
        return statuses;
    }

    /// What it said that was not durable.
    List<String> lies() {
        return lies;
    }
}
