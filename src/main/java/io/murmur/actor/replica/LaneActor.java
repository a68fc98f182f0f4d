package io.murmur.actor.replica;

import io.murmur.actor.Inbox;
import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.LaneCommand;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.memory.OperationWindow;
import io.murmur.core.replica.message.Deadline;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/// One lane: a persistent actor with the replicas of its share of the partitions.
///
/// Recovering -> Deciding when the journal has been replayed. Deciding -> Persisting with everything that
/// waited in the inbox, as one event. Persisting -> Deciding when it is durable: only then the outputs that
/// claim so leave, and only then it is woken for what came meanwhile. A write the disk had no room for (all
/// of it was refused) restarts the lane from its journal; nobody was promised anything.
///
/// Owns its [LaneState] and nothing else: values are in the table. Blocks for point reads.
public final class LaneActor extends EventSourcedBehavior<LaneActor.Command, LaneBatch, LaneState> {

    private static final int BATCH_MAX = 512;
    private static final int SNAPSHOTS_KEPT = 2;
    /// What a turn may take for reads of objects: others share the thread, and a slow disk would hold them
    /// all up.
    private static final long GATHERING_MILLIS_MAX = 20;

    public sealed interface Command {
        /// Another node, or this one, wants something changed.
        ///
        /// @param arrivedNanos monotonic
        record Change(NodeId from, ReplicaRequest.Change request, Deadline deadline, long arrivedNanos)
                implements Command {}

        /// Tell what your replicas hold, as it is on the disk.
        ///
        /// @param answer called on the lane's thread, unless something cannot be read: it must neither block
        ///     nor throw
        record Survey(io.murmur.core.entropy.answer.Survey survey, Consumer<Finding> answer) implements Command {}

        /// A segment of a tree does not seem to fit the rows: make it fit.
        record CorrectTree(int partition, int segment) implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private record JournalReplayed() implements Private {}

    private sealed interface Private extends Command {}

    /// Which lane, with what.
    ///
    /// @param partitions those of its replicas
    /// @param clean whether the node stopped cleanly before
    /// @param lost whether its volume has lost data
    /// @param snapshotEvery events between two snapshots; a start replays about twice as many
    /// @param ready told when the lane has recovered and decided about its start
    public record Lane(
            int number,
            List<Integer> partitions,
            boolean clean,
            boolean lost,
            int snapshotEvery,
            Consumer<Integer> ready) {

        public Lane {
            partitions = List.copyOf(partitions);
        }
    }

    private final ActorContext<Command> context;
    private final ReplicaSupplies supplies;
    private final Lane lane;
    private final Inbox<Command> inbox;
    private final BatchGatherer gatherer;
    private final LaneOutputs outputs;
    private final LaneTables surveys;
    private final List<ReplicaEvent.TreeCorrected> corrections = new ArrayList<>();
    /// Outlives a new recovery, as the process does.
    private final OperationWindow lookedUp;

    private boolean started;

    public static Behavior<Command> create(ReplicaSupplies supplies, Lane lane, Inbox<Command> inbox) {
        return Behaviors.setup(context -> {
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            return new LaneActor(context, supplies, lane, inbox);
        });
    }

    private LaneActor(ActorContext<Command> context, ReplicaSupplies supplies, Lane lane, Inbox<Command> inbox) {
        super(
                PersistenceId.ofUniqueId(supplies.self().node() + "-lane-" + lane.number()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
        this.context = context;
        this.supplies = supplies;
        this.lane = lane;
        this.inbox = inbox;
        this.lookedUp = new OperationWindow(supplies.limits().windowSize());
        this.outputs = new LaneOutputs(supplies);
        this.surveys = new LaneTables(supplies);
        this.gatherer = new BatchGatherer(
                new ObjectLoader(supplies.volume().objects(), supplies.figures(), outputs::publish), outputs);
    }

    @Override
    public LaneState emptyState() {
        return new LaneState(supplies.self(), lane.partitions(), supplies.limits(), lookedUp);
    }

    @Override
    public CommandHandler<Command, LaneBatch, LaneState> commandHandler() {
        return (state, command) -> switch (command) {
            // They come through the inbox only: whatever passes it would pass the start, too.
            case Command.Change _, Command.Survey _, Command.CorrectTree _ ->
                Effect().unhandled();
            case Command.Drain _ -> started ? decideNext(state) : Effect().none();
            case JournalReplayed _ -> start(state);
        };
    }

    private Effect<LaneBatch, LaneState> decideNext(LaneState state) {
        Now began = supplies.clock().now();
        outputs.begin(began.nanos());
        long until = began.nanosAfterMillis(GATHERING_MILLIS_MAX);
        inbox.drainAndHold(BATCH_MAX, command -> {
            Now now = supplies.clock().now();
            gather(command, state, now);
            return !now.hasReached(until);
        });
        return decide(state);
    }

    /// No batch is under way: what the state says is durable, and the rows are there.
    private void gather(Command command, LaneState state, Now now) {
        if (command instanceof Command.Survey(var survey, var answer)) {
            surveys.answer(state, survey, answer);
        } else if (command instanceof Command.CorrectTree(var partition, var segment)) {
            surveys.correctionOf(state, partition, segment).ifPresent(corrections::add);
        } else if (command instanceof Command.Change(var from, var request, var deadline, var arrivedNanos)) {
            if (deadline.hasPassed(now)) {
                supplies.figures().expired();
            } else {
                outputs.asked(from, request.routing().correlation(), arrivedNanos);
                gatherer.add(from, request);
            }
        }
    }

    /// Before anything is minted: a crash may have left counters that were sent and are not in the journal.
    private Effect<LaneBatch, LaneState> start(LaneState state) {
        started = true;
        surveys.makeTreesWhole(state);
        var decision = supplies.decider()
                .decide(
                        state,
                        new LaneCommand.Start(lane.clean(), lane.lost()),
                        supplies.clock().now());
        return carryOut(decision).thenRun((LaneState ready) -> {
            ready.replicas().forEach(replica -> {
                supplies.figures().livingKeys(replica.partition(), replica.livingKeys());
                outputs.show(replica);
            });
            lane.ready().accept(lane.number());
        });
    }

    private Effect<LaneBatch, LaneState> decide(LaneState state) {
        List<Loaded> batch = gatherer.take();
        if (batch.isEmpty() && corrections.isEmpty()) {
            outputs.flush();
            inbox.release();
            return Effect().none();
        }
        supplies.figures().decided(batch.size());
        var handle = new LaneCommand.Handle(batch, supplies.gate().closedForChanges(), corrections);
        corrections.clear();
        return carryOut(
                supplies.decider().decide(state, handle, supplies.clock().now()));
    }

    private EffectBuilder<LaneBatch, LaneState> carryOut(Decision<Recorded, ReplicaReply> decision) {
        outputs.run(decision.sendNow());
        if (decision.events().isEmpty()) {
            return Effect().none().thenRun(_ -> finish(decision));
        }
        LaneBatch batch = new LaneBatch(decision.events());
        long handedOver = supplies.clock().nanos();
        return Effect().persist(batch).thenRun((LaneState state) -> {
            outputs.waitedForDisk(batch.writeBeganNanos() - handedOver);
            outputs.durable(batch, state);
            finish(decision);
        });
    }

    private void finish(Decision<Recorded, ReplicaReply> decision) {
        outputs.run(decision.afterDurable());
        inbox.release();
    }

    @Override
    public EventHandler<LaneState, LaneBatch> eventHandler() {
        return (state, batch) -> {
            batch.recorded().forEach(recorded -> supplies.decider().evolve(state, recorded));
            return state;
        };
    }

    @Override
    public SignalHandler<LaneState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), _ -> {
                    started = false;
                    context.getSelf().tell(new JournalReplayed());
                })
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(lane.snapshotEvery(), SNAPSHOTS_KEPT)
                .withDeleteEventsOnSnapshot();
    }

    @Override
    public SnapshotAdapter<LaneState> snapshotAdapter() {
        return new LaneSnapshots(this::emptyState, supplies.limits());
    }
}
