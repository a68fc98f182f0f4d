package io.murmur.core.replicate.transcript;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.LaneCommand;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.CoordinatorInput;
import io.murmur.core.replicate.CoordinatorMachine;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.ring.Topology;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One node on a [Stage]: coordinator, lane and disk. A batch is on its way to the disk until the transcript
/// says that it is synced.
final class StageNode implements Topology {

    private static final int PARTITION = 0;
    private static final ReplicaLimits LIMITS = new ReplicaLimits(10, 4, 100, 500, 100);

    private final Stage stage;
    private final NodeId id;
    private final TreeMap<Key, StoredObject> rows = new TreeMap<>();
    private final List<byte[]> journal = new ArrayList<>();
    private final List<Loaded> waiting = new ArrayList<>();
    private LaneDecider decider;
    private LaneState state;
    private CoordinatorMachine coordinator;
    private @Nullable Decision<Recorded, ReplicaReply> syncing;
    private boolean alive;
    private long epoch = 1;
    private long boot;

    StageNode(Stage stage, NodeId id) {
        this.stage = stage;
        this.id = id;
        this.decider = newDecider();
        this.state = newState();
        this.coordinator = newCoordinator();
    }

    private LaneDecider newDecider() {
        return new LaneDecider(this::epochOf, _ -> 1, stage.namespaces(), LIMITS, Safeguards.ALL);
    }

    private LaneState newState() {
        List<Integer> partitions = ownersOf(PARTITION).contains(id) ? List.of(PARTITION) : List.of();
        LaneState fresh = new LaneState(new ActorId(id, 1), partitions, LIMITS);
        // The stage begins when every replica has written down who it is.
        decider.decide(fresh, new LaneCommand.Start(true, false), now())
                .events()
                .forEach(recorded -> decider.evolve(fresh, recorded));
        return fresh;
    }

    private CoordinatorMachine newCoordinator() {
        var settings = new CoordinatorSettings(ReplicationLimits.DEFAULT, Safeguards.ALL);
        return new CoordinatorMachine(id, this, stage.namespaces(), settings, ++boot);
    }

    void start(boolean clean) {
        alive = true;
        decider = newDecider();
        state = newState();
        coordinator = newCoordinator();
        for (byte[] record : journal) {
            JournalRecord.decode(record).forEach(recorded -> decider.evolve(state, recorded));
        }
        carryOut(decider.decide(state, new LaneCommand.Start(clean, false), now()));
    }

    /// Power fails; what is on its way to the disk has arrived there, or has not.
    void crash(boolean keeping) {
        alive = false;
        waiting.clear();
        if (syncing != null && keeping) {
            write(syncing);
        }
        syncing = null;
    }

    void submit(long ticket, ClientOperation operation) {
        step(new CoordinatorInput.Submitted(ticket, operation, 1000, new Itinerary(id, 0, false)));
    }

    void tick() {
        if (alive) {
            step(new CoordinatorInput.Ticked());
        }
    }

    void receive(NodeId from, Message message) {
        switch (message) {
            case ReplicaRequest.Change change -> {
                waiting.add(new Loaded(from, change, StoredObject.ABSENT));
                pump();
            }
            case ReplicaRequest.Read read ->
                stage.send(id, from, new ReplicaReply.Held(read.routing().correlation(), row(read.key())));
            case ReplicaReply reply -> step(new CoordinatorInput.Replied(from, reply, Stay.unknown(0)));
            case PeerMessage spoken -> step(new CoordinatorInput.PeerSpoke(from, spoken, Stay.unknown(0)));
            default -> throw new AssertionError("nobody on this stage handles " + message);
        }
    }

    private void step(CoordinatorInput input) {
        RecordedOutputs<Outcome> out = new RecordedOutputs<>();
        coordinator.on(input, now(), out);
        for (Output<Outcome> output : out.drain()) {
            switch (output) {
                case Output.Send<Outcome>(var to, var message, _) -> stage.send(id, to, message);
                case Output.Answer<Outcome>(var ticket, var outcome) ->
                    stage.say(Wording.node(id) + " answers " + ticket + ": " + Wording.outcome(outcome));
                case Output.StartTimer<Outcome> _, Output.CancelTimer<Outcome> _, Output.Publish<Outcome> _ ->
                    throw new AssertionError("coordinators do not ask for " + output);
            }
        }
    }

    private void pump() {
        if (syncing != null || waiting.isEmpty()) {
            return;
        }
        List<Loaded> batch = new ArrayList<>();
        for (Loaded next : waiting) {
            StoredObject object =
                    next.request() instanceof ReplicaRequest.KeyChange ofKey ? row(ofKey.key()) : StoredObject.ABSENT;
            batch.add(new Loaded(next.from(), next.request(), object));
        }
        waiting.clear();
        carryOut(decider.decide(state, new LaneCommand.Handle(batch, Set.of()), now()));
    }

    private void carryOut(Decision<Recorded, ReplicaReply> decision) {
        decision.sendNow().forEach(this::run);
        if (decision.events().isEmpty()) {
            decision.afterDurable().forEach(this::run);
            pump();
            return;
        }
        decision.events().forEach(recorded -> decider.evolve(state, recorded));
        syncing = decision;
        stage.say(Wording.node(id) + " writes "
                + decision.events().stream().map(Wording::recorded).collect(Collectors.joining(", ")));
    }

    /// What was on its way to the disk is there.
    ///
    /// @return whether anything was
    boolean sync() {
        Decision<Recorded, ReplicaReply> written = syncing;
        if (written == null) {
            return false;
        }
        write(written);
        syncing = null;
        written.afterDurable().forEach(this::run);
        pump();
        return true;
    }

    private void write(Decision<Recorded, ReplicaReply> decision) {
        journal.add(JournalRecord.encode(decision.events()));
        for (Recorded recorded : decision.events()) {
            RowChange row = recorded.row();
            if (row != null) {
                rows.put(row.key(), row.after());
            }
        }
    }

    private void run(Output<ReplicaReply> output) {
        switch (output) {
            case Output.Send<ReplicaReply>(var to, var message, _) -> stage.send(id, to, message);
            case Output.Publish<ReplicaReply>(ReplicaNotice.VoidFound(var gap)) ->
                step(new CoordinatorInput.VoidFound(gap));
            case Output.Publish<ReplicaReply>(var notice) -> stage.say(Wording.node(id) + " notices " + notice);
            case Output.Answer<ReplicaReply> _, Output.StartTimer<ReplicaReply> _, Output.CancelTimer<ReplicaReply> _ ->
                throw new AssertionError("lanes do not ask for " + output);
        }
    }

    private Now now() {
        return new Now(stage.millis() * 1_000_000, Stage.WALL + stage.millis());
    }

    StoredObject row(Key key) {
        return rows.getOrDefault(key, StoredObject.ABSENT);
    }

    boolean isAlive() {
        return alive;
    }

    void setEpoch(long newer) {
        epoch = newer;
    }

    @Override
    public int partitionOf(Key key) {
        return PARTITION;
    }

    @Override
    public long epochOf(int partition) {
        return epoch;
    }

    @Override
    public List<NodeId> ownersOf(int partition) {
        return stage.owners();
    }

    @Override
    public boolean isReachable(NodeId node) {
        return stage.node(node).isAlive();
    }
}
