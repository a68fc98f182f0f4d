package io.murmur.sim;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.replica.LaneCommand;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.message.Deadline;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One lane of a simulated node: gathers while a batch is on its way to the disk, as the actor does.
final class SimLane {

    /// What the lane needs of its node.
    interface Shell {
        /// Makes the batch durable later, which runs `onDisk`, and then runs `then`, unless the node crashes
        /// before.
        void persist(int lane, List<Recorded> batch, Runnable onDisk, Runnable then);

        /// Null if it cannot be read.
        @Nullable
        StoredObject load(Key key);

        SimDisk disk();

        /// Whether rows can be read.
        boolean reads();

        /// Tells the history of a minted dot, if that is what the output speaks of.
        void note(Output<ReplicaReply> output);

        /// Tells the history of a purge, if that is what became durable.
        void note(Recorded recorded);

        void run(Output<ReplicaReply> output);

        /// Whether a survey must wait until what was decided is durable.
        boolean surveysWait();

        /// All that keeps changes from being made.
        Set<Refusal> closed();

        Now now();
    }

    private record Waiting(NodeId from, ReplicaRequest.Change request, Deadline deadline) {}

    private final int number;
    private final LaneDecider decider;
    private final Shell shell;
    private final LaneState state;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Consumer<LaneState>> surveys = new ArrayList<>();
    /// Of each partition, what was applied without a gap; durable.
    private final TreeMap<Integer, VersionVector> applied = new TreeMap<>();
    private boolean persisting;

    SimLane(int number, LaneDecider decider, LaneState state, Shell shell) {
        this.number = number;
        this.decider = decider;
        this.state = state;
        this.shell = shell;
    }

    LaneState state() {
        return state;
    }

    /// What is left on the disk of a node's replicas that share a lane.
    static LaneState recovered(SimCluster cluster, Peer node, int lane, LaneDecider decider, SimDisk disk) {
        List<Integer> partitions = cluster.partitionsOf(node.node()).stream()
                .filter(partition -> partition % cluster.options().lanes() == lane)
                .toList();
        ReplicaLimits limits = cluster.options().limits();
        LaneState state = new LaneState(new ActorId(node.node(), node.incarnation()), partitions, limits);
        byte[] snapshot = disk.snapshotOf(lane);
        if (snapshot != null) {
            state.restore(snapshot, limits);
        }
        disk.replay(lane).forEach(recorded -> decider.evolve(state, recorded));
        return state;
    }

    void start(boolean clean, boolean lost) {
        carryOut(decider.decide(state, new LaneCommand.Start(clean, lost), shell.now()));
    }

    /// As the reader of a node, beside the lane.
    ReplicaReply readAfter(ReplicaRequest.ReadAfter after, SimDisk disk) {
        boolean isBehind = !applied.getOrDefault(after.routing().partition(), VersionVector.EMPTY)
                .dominates(after.seen());
        int fullBytesMax = isBehind ? Integer.MAX_VALUE : after.fullBytesMax();
        ReplicaReply reply = disk.read(new ReplicaRequest.Read(after.routing(), after.key(), fullBytesMax));
        return isBehind && reply instanceof ReplicaReply.Held(var correlation, var object)
                ? new ReplicaReply.HeldBehind(correlation, object)
                : reply;
    }

    private void showApplied() {
        state.replicas()
                .forEach(replica ->
                        applied.put(replica.partition(), replica.clock().withoutGaps()));
    }

    /// Shows the state as soon as it is durable.
    void survey(Consumer<LaneState> asker) {
        surveys.add(asker);
        if (!persisting || !shell.surveysWait()) {
            answerSurveys();
        }
    }

    private void answerSurveys() {
        List<Consumer<LaneState>> asking = List.copyOf(surveys);
        surveys.clear();
        asking.forEach(asker -> asker.accept(state));
    }

    void enqueue(NodeId from, ReplicaRequest.Change request, Deadline deadline) {
        waiting.add(new Waiting(from, request, deadline));
        pump();
    }

    private void pump() {
        waiting.removeIf(next -> next.deadline().hasPassed(shell.now()));
        if (persisting || waiting.isEmpty()) {
            return;
        }
        List<Loaded> batch = new ArrayList<>();
        for (Waiting next : waiting) {
            Loaded loaded = load(next);
            if (loaded == null) {
                var routing = next.request().routing();
                shell.run(new Output.Send<>(
                        next.from(), new ReplicaReply.Refused(routing.correlation(), Refusal.ROTTEN)));
            } else {
                batch.add(loaded);
            }
        }
        waiting.clear();
        carryOut(decider.decide(state, new LaneCommand.Handle(batch, shell.closed()), shell.now()));
    }

    private @Nullable Loaded load(Waiting next) {
        if (next.request() instanceof ReplicaRequest.Restore restore) {
            return shell.reads()
                    ? new Loaded(
                            next.from(),
                            restore,
                            StoredObject.ABSENT,
                            shell.disk().damageOf(restore.key()))
                    : null;
        }
        StoredObject object = next.request() instanceof ReplicaRequest.KeyChange ofKey
                ? shell.load(ofKey.key())
                : StoredObject.ABSENT;
        return object == null ? null : new Loaded(next.from(), next.request(), object);
    }

    private void carryOut(Decision<Recorded, ReplicaReply> decision) {
        decision.sendNow().forEach(shell::note);
        decision.sendNow().forEach(shell::run);
        if (decision.events().isEmpty()) {
            showApplied();
            decision.afterDurable().forEach(shell::run);
            pump();
            return;
        }
        for (Recorded recorded : decision.events()) {
            decider.evolve(state, recorded);
        }
        persisting = true;
        // A crash may keep what is durable and lose the message about it: the truth is noted by the disk.
        Runnable onDisk = () -> {
            decision.afterDurable().forEach(shell::note);
            decision.events().forEach(shell::note);
        };
        shell.persist(number, decision.events(), onDisk, () -> {
            persisting = false;
            showApplied();
            answerSurveys();
            decision.afterDurable().forEach(shell::run);
            pump();
        });
    }

    boolean isIdle() {
        return !persisting;
    }
}
