package io.murmur.sim;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.entropy.Bootstrap;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.purge.Incarnations;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.ReplicaState;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Deadline;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.CoordinatorInput;
import io.murmur.core.replicate.CoordinatorMachine;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Envelope;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.EnvelopeCheck;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.sim.delay.Delays;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One simulated process and its volume: the shell the actors will be, as thin as they must be.
final class SimNode implements SimCluster.Places, SimExchange.Shell {

    private static final long HELLO_MILLIS = 100;
    private static final long REPLACED_MILLIS = 500;
    /// How long the kernel keeps what nobody asked it to sync.
    private static final long KERNEL_MILLIS_MAX = 400;
    private static final long TIDYING_NANOS = 20 * World.MILLI;

    private final SimCluster cluster;
    private final SimNetwork network;
    private final int index;
    private final SplittableRandom random;
    private final SimDisk disk = new SimDisk();
    private final SimAcquaintances others;
    private final TreeMap<Long, Client> clients = new TreeMap<>();
    private final List<SimLane> lanes = new ArrayList<>();
    private final History.Witness witness;
    private Peer self;
    private @Nullable CoordinatorMachine coordinator;
    private @Nullable SimExchange exchange;
    private @Nullable Bootstrap bootstrap;
    private EnvelopeCheck check;
    private boolean alive;
    private boolean lostData;
    private boolean isPutBack;
    private long pausedUntilNanos;
    private long tickets;
    private long syncDoneNanos;
    private long clockOffsetMillis;
    private @Nullable Refusal closedAs;

    private record Client(Consumer<Outcome> whenDone, Itinerary itinerary) {}

    SimNode(SimCluster cluster, SimNetwork network, int index) {
        this.cluster = cluster;
        this.network = network;
        this.index = index;
        this.random = cluster.world().stream();
        this.others = new SimAcquaintances(cluster.world());
        this.witness = new History.Witness(cluster.world(), cluster.history());
        this.self = new Peer(cluster.ids().get(index), random.nextLong(), 0);
        this.check = new EnvelopeCheck(self, cluster.safeguards());
    }

    void start() {
        alive = true;
        pausedUntilNanos = 0;
        cluster.conditions().away(index, false, cluster.world().nanos());
        others.begin();
        self = new Peer(self.node(), self.incarnation(), random.nextLong());
        boolean clean = disk.open(self.boot());
        check = new EnvelopeCheck(self, cluster.safeguards());
        LaneDecider decider = new LaneDecider(
                cluster.seenBy(self.node()),
                partition -> Incarnations.digest(ownersOf(partition), this::incarnationOf),
                cluster.namespaces(),
                cluster.options().limits(),
                cluster.safeguards());
        var settings = new CoordinatorSettings(cluster.options().replicationLimits(), cluster.safeguards());
        long boot = random.nextLong();
        coordinator = new CoordinatorMachine(self.node(), this, cluster.namespaces(), settings, boot);
        exchange = (cluster.options().exchanges() || cluster.options().passive())
                        && cluster.safeguards().has(Safeguard.EXCHANGE)
                ? new SimExchange(cluster, new ActorId(self.node(), self.incarnation()), this, boot ^ 2)
                : null;
        for (int lane = 0; lane < cluster.options().lanes(); lane++) {
            lanes.add(new SimLane(lane, decider, SimLane.recovered(cluster, self, lane, decider, disk), this));
        }
        lanes.forEach(lane -> lane.start(clean, lostData));
        every(ReplicationLimits.DEFAULT.tickMillis(), () -> step(new CoordinatorInput.Ticked()));
        bootstrap = new Bootstrap(
                self.node(), cluster.placement(), cluster.options().writeOwners(), cluster.safeguards());
        lostData &= !bootstrap.isDone();
        SimExchange started = exchange;
        if (started != null) {
            every(SimExchange.TICK_MILLIS, started::tick);
        }
        every(HELLO_MILLIS, this::sayHello);
        sayHello();
    }

    private long incarnationOf(NodeId node) {
        return node.equals(self.node())
                ? self.incarnation()
                : others.peerOf(node).incarnation();
    }

    private void every(long millis, Runnable action) {
        Peer started = self;
        cluster.world().after(millis * World.MILLI, () -> {
            if (alive && self.equals(started)) {
                whenAwake(action);
                every(millis, action);
            }
        });
    }

    private void sayHello() {
        for (NodeId peer : cluster.ids()) {
            if (!peer.equals(self.node())) {
                network.send(
                        index,
                        cluster.indexOf(peer),
                        new Envelope(self, new Peer(peer, 0, 0), others.helloTo(peer, report())),
                        Outputs.NOBODY_WAITS);
            }
        }
    }

    private VolumeReport report() {
        return new VolumeReport(disk.starts(), disk.chain(), answers());
    }

    /// As in [io.murmur.core.membership.MembershipMachine], but when only others can tell that a volume was
    /// put back, there is no limit to waiting for them: while they are away nobody could notice.
    private boolean answers() {
        boolean patient = cluster.options().losesVolume() && cluster.options().losesIdentity();
        boolean settled = others.haveAllAnswered(cluster.ids().size() - 1) || (others.haveHadTime() && !patient);
        return settled && !lostData;
    }

    private void greeted(Peer sender, SimAcquaintances.Hello hello) {
        boolean checks = cluster.safeguards().has(Safeguard.STOP_WHEN_PUT_BACK);
        if (checks && others.isPutBack(sender, hello)) {
            return;
        }
        others.greeted(sender, hello, self);
        if (checks && hello.remembers().contradicts(SimAcquaintances.introductionOf(self), report())) {
            stopPutBack();
        }
    }

    /// The operator accepts the loss.
    private void stopPutBack() {
        if (!isPutBack) {
            cluster.history().violate("node " + index + " stopped as put back, which it never was");
        }
        stop(false);
        forgetOwnPast();
        cluster.world().after(REPLACED_MILLIS * World.MILLI, () -> {
            if (!alive) {
                start();
            }
        });
    }

    void receive(Envelope envelope, int waitsMillis) {
        if (alive) {
            whenAwake(() -> accept(envelope, waitsMillis));
        }
    }

    /// A paused process finds everything it missed when it wakes up.
    private void whenAwake(Runnable action) {
        long sleeps = pausedUntilNanos - cluster.world().nanos();
        if (sleeps <= 0) {
            action.run();
            return;
        }
        Peer started = self;
        cluster.world().after(sleeps, () -> {
            if (alive && self.equals(started)) {
                action.run();
            }
        });
    }

    private void accept(Envelope envelope, int waitsMillis) {
        if (envelope.message() instanceof SimAcquaintances.Hello hello) {
            greeted(envelope.sender(), hello);
        } else if (check.accepts(envelope)) {
            others.heard(envelope.sender().node());
            if (!envelope.target().equals(self)) {
                cluster.history().violate("node " + index + " took in a message for " + envelope.target());
            }
            handle(envelope.sender().node(), envelope.message(), Deadline.of(waitsMillis, now()));
        }
    }

    private void handle(NodeId from, Message message, Deadline deadline) {
        switch (message) {
            case ReplicaRequest.Change change -> laneOf(change).enqueue(from, change, deadline);
            case ReplicaRequest.Look _ when deadline.hasPassed(now()) -> {}
            case ReplicaRequest.Look look -> send(from, look(look), Outputs.NOBODY_WAITS);
            case ReplicaReply reply when exchange != null && exchange.isOwn(reply) -> exchange.replied(from, reply);
            case SyncMessage said when exchange != null -> exchange.handle(from, said);
            case SyncMessage _ -> {}
            case ReplicaReply reply ->
                step(new CoordinatorInput.Replied(from, reply, Delays.claimedBy(reply.correlation(), now())));
            case PeerMessage spoken ->
                step(new CoordinatorInput.PeerSpoke(from, spoken, Delays.claimedBy(from.bits(), now())));
            default -> throw new IllegalStateException("nobody handles " + message);
        }
    }

    private SimLane laneOf(ReplicaRequest request) {
        return lanes.get(request.routing().partition() % lanes.size());
    }

    private ReplicaReply look(ReplicaRequest.Look look) {
        long correlation = look.routing().correlation();
        if (!answers() || closedAs == Refusal.ROTTEN) {
            return answers() ? rotten(correlation) : new ReplicaReply.Refused(correlation, Refusal.BOOTSTRAPPING);
        }
        return switch (look) {
            case ReplicaRequest.Read(_, var key, _) when isRotten(key) -> rotten(correlation);
            case ReplicaRequest.ReadAfter(_, var key, _, _) when isRotten(key) -> rotten(correlation);
            case ReplicaRequest.Read read -> disk.read(read);
            case ReplicaRequest.ReadAfter after -> laneOf(look).readAfter(after, disk);
            case ReplicaRequest.ListRows list -> disk.rows(list, this::partitionOf);
            case ReplicaRequest.Count(var to) -> new ReplicaReply.Counted(correlation, livingKeys(to.partition()));
            case ReplicaRequest.Page _ -> throw new IllegalStateException("nobody asks for a page any more");
        };
    }

    private static ReplicaReply rotten(long correlation) {
        return new ReplicaReply.Refused(correlation, Refusal.ROTTEN);
    }

    /// What this node counts, without looking at its rows.
    long livingKeys(int partition) {
        ReplicaState replica = lanes.get(partition % lanes.size()).state().replica(partition);
        return replica == null ? 0 : replica.livingKeys();
    }

    private void step(CoordinatorInput input) {
        RecordedOutputs<Outcome> out = new RecordedOutputs<>();
        if (coordinator != null) {
            coordinator.on(input, now(), out);
            coordinator.left(now().nanos());
        }
        for (Output<Outcome> output : out.drain()) {
            switch (output) {
                case Output.Send<Outcome>(var to, var message, var waitsMillis) -> send(to, message, waitsMillis);
                case Output.Answer<Outcome>(var ticket, var outcome) -> answer(ticket, outcome);
                case Output.StartTimer<Outcome> _, Output.CancelTimer<Outcome> _, Output.Publish<Outcome> _ -> {}
            }
        }
    }

    @Override
    public void run(Output<ReplicaReply> output) {
        switch (output) {
            case Output.Send<ReplicaReply>(var to, var message, var waitsMillis) -> send(to, message, waitsMillis);
            case Output.Publish<ReplicaReply>(ReplicaNotice.VoidFound(var gap)) ->
                cluster.world().after(0, () -> step(new CoordinatorInput.VoidFound(gap)));
            case Output.Publish<ReplicaReply>(ReplicaNotice.RolledBack _) -> stopPutBack();
            case Output.Publish<ReplicaReply>(ReplicaNotice notice) when exchange != null -> exchange.noticed(notice);
            case Output.Publish<ReplicaReply> _,
                    Output.Answer<ReplicaReply> _,
                    Output.StartTimer<ReplicaReply> _,
                    Output.CancelTimer<ReplicaReply> _ -> {}
        }
    }

    @Override
    public void note(Output<ReplicaReply> output) {
        witness.note(output);
    }

    @Override
    public void note(Recorded recorded) {
        if (cluster.placement().isOwner(self.node(), recorded.event().partition())) {
            witness.note(recorded);
        }
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        witness.sent(message);
        cluster.world()
                .trace(index + ">" + cluster.indexOf(to) + message.getClass().getSimpleName());
        if (to.equals(self.node())) {
            Peer started = self;
            cluster.world().after(1000, () -> {
                if (alive && self.equals(started)) {
                    handle(to, message, Deadline.of(waitsMillis, now()));
                }
            });
        } else {
            network.send(index, cluster.indexOf(to), new Envelope(self, others.peerOf(to), message), waitsMillis);
        }
    }

    /// Carries out a client's operation; `whenDone` gets the outcome unless the process dies first.
    void submit(ClientOperation operation, long timeoutMillis, Consumer<Outcome> whenDone) {
        long ticket = ++tickets;
        Itinerary itinerary = new Itinerary(self.node(), cluster.world().nanos(), ticket % 2 == 0);
        clients.put(ticket, new Client(whenDone, itinerary));
        step(new CoordinatorInput.Submitted(ticket, operation, timeoutMillis, itinerary));
    }

    private void answer(long ticket, Outcome outcome) {
        Client client = clients.remove(ticket);
        if (client != null) {
            Delays.check(client.itinerary(), cluster.history());
            cluster.world().trace(index + "=" + outcome);
            client.whenDone().accept(outcome);
        }
    }

    /// The process ends; in order, or where it just is, as when power fails.
    void stop(boolean clean) {
        alive = false;
        cluster.conditions().away(index, true, cluster.world().nanos());
        lanes.clear();
        clients.clear();
        others.begin();
        if (clean) {
            disk.stopCleanly();
        } else if (disk.crash(random)) {
            cluster.history().unsyncedWritesLost();
        }
    }

    /// The volume is an older one when the node starts again; the identity file tells.
    void loseData() {
        disk.rollBack();
        forgetOwnPast();
    }

    private void forgetOwnPast() {
        isPutBack = false;
        lostData = cluster.safeguards().has(Safeguard.NEW_INCARNATION_AFTER_LOSS);
        noteAbilities();
        if (lostData) {
            disk.forgetStarts();
            self = new Peer(self.node(), random.nextLong(), self.boot());
        }
    }

    /// The volume is an older one, identity file and all.
    void putBack() {
        disk.rollBack();
        isPutBack = true;
        noteAbilities();
    }

    /// Whether this node would tell `other` that it was put back.
    boolean remembersMoreThanTheBackupOf(SimNode other) {
        VolumeMemory remembered = others.memoryOf(other.self.node());
        return remembered.incarnation() == other.self.incarnation() && remembered.synced() > other.disk.chainOfBackup();
    }

    void pauseFor(long nanos) {
        pausedUntilNanos = Math.max(pausedUntilNanos, cluster.world().nanos() + nanos);
        cluster.conditions().away(index, true, cluster.world().nanos());
        cluster.world().after(nanos, () -> {
            boolean runs = alive && cluster.world().nanos() >= pausedUntilNanos;
            cluster.conditions().away(index, !runs, cluster.world().nanos());
        });
    }

    /// For a while its disk is full, its clock is ahead, or none of its rows can be read.
    void closeFor(int why, long nanos) {
        closedAs =
                List.of(Refusal.DISK_FULL, Refusal.CLOCK_AHEAD, Refusal.ROTTEN).get(why);
        noteAbilities();
        cluster.world().after(nanos, () -> {
            closedAs = null;
            noteAbilities();
        });
    }

    private void noteAbilities() {
        Refusal rot = disk.rotten().isEmpty() ? closedAs : Refusal.ROTTEN;
        Refusal why = lostData || isPutBack ? Refusal.BOOTSTRAPPING : rot;
        cluster.conditions().closed(index, why, cluster.world().nanos());
    }

    void setClock(long offsetMillis) {
        clockOffsetMillis = offsetMillis;
    }

    void maybeSnapshot() {
        for (int lane = 0; alive && lane < lanes.size(); lane++) {
            if (lanes.get(lane).isIdle()) {
                snapshot(lane);
            }
        }
    }

    /// Each step waits for the one before to be durable, as with Pekko's retention: power may fail between
    /// them.
    private void snapshot(int lane) {
        disk.submitSnapshot(lane, lanes.get(lane).state().toBytes());
        tidied(() -> {
            disk.submitDeletingEvents(lane);
            tidied(() -> {
                disk.submitDeletingSnapshots(lane);
                tidied(() -> {});
            });
        });
    }

    private void tidied(Runnable then) {
        durableAfter(0, TIDYING_NANOS, () -> {
            disk.oldestDurable();
            then.run();
        });
    }

    /// One committer: what is submitted later is never durable earlier.
    ///
    /// @param idleNanos how long it takes at least, from now
    /// @param syncNanos how long it takes behind what was submitted before
    private void durableAfter(long idleNanos, long syncNanos, Runnable action) {
        Peer started = self;
        long now = cluster.world().nanos();
        syncDoneNanos = Math.max(now + idleNanos, Math.max(now, syncDoneNanos) + syncNanos);
        cluster.world().after(syncDoneNanos - cluster.world().nanos(), () -> {
            if (alive && self.equals(started)) {
                action.run();
            }
        });
    }

    @Override
    public void persist(int lane, List<Recorded> batch, Runnable onDisk, Runnable then) {
        disk.submit(lane, batch, onDisk);
        Peer started = self;
        boolean waits = SimDisk.needsSync(batch);
        if (waits) {
            long sync = 100_000 + random.nextLong(cluster.options().syncMillisMax() * World.MILLI);
            durableAfter(0, sync, () -> {
                disk.oldestDurable();
                noteAbilities();
                then.run();
            });
        } else {
            durableAfter(random.nextLong(KERNEL_MILLIS_MAX * World.MILLI), 0, disk::oldestDurable);
            onDisk.run();
            cluster.world().after(1000, () -> {
                if (alive && self.equals(started)) {
                    then.run();
                }
            });
        }
    }

    @Override
    public @Nullable StoredObject load(Key key) {
        return closedAs == Refusal.ROTTEN || isRotten(key) ? null : disk.object(key);
    }

    /// Whoever meets such a row says so.
    private boolean isRotten(Key key) {
        boolean isRotten = disk.rotten().contains(key);
        if (isRotten) {
            run(new Output.Publish<>(new ReplicaNotice.RowDamaged(partitionOf(key), key)));
        }
        return isRotten;
    }

    /// Some row of its disk can be read no more.
    void rot(Key key) {
        disk.rot(key);
        noteAbilities();
    }

    @Override
    public void noticed(ExchangeNotice notice) {
        if (bootstrap != null && lostData) {
            bootstrap.note(notice);
            lostData = !bootstrap.isDone();
            noteAbilities();
        }
    }

    @Override
    public boolean reads() {
        return closedAs != Refusal.ROTTEN;
    }

    @Override
    public boolean isSource() {
        return answers();
    }

    @Override
    public int sourcesNeeded() {
        return bootstrap != null && lostData ? bootstrap.sourcesNeeded() : 0;
    }

    @Override
    public boolean surveysWait() {
        return cluster.safeguards().has(Safeguard.SURVEY_BETWEEN_BATCHES);
    }

    @Override
    public Set<Refusal> closed() {
        Set<Refusal> closed = EnumSet.noneOf(Refusal.class);
        if (closedAs == Refusal.DISK_FULL || closedAs == Refusal.CLOCK_AHEAD) {
            closed.add(closedAs);
        }
        if (!answers()) {
            closed.add(Refusal.BOOTSTRAPPING);
        }
        return closed;
    }

    @Override
    public Now now() {
        return new Now(cluster.world().nanos(), cluster.world().wallMillis() + clockOffsetMillis);
    }

    @Override
    public boolean isReachable(NodeId node) {
        return node.equals(self.node()) ? answers() : others.canCountOn(node);
    }

    @Override
    public SimCluster cluster() {
        return cluster;
    }

    NodeId id() {
        return self.node();
    }

    boolean isAlive() {
        return alive;
    }

    boolean hasLostData() {
        return lostData;
    }

    /// Whether it lost data and has not been told yet.
    boolean isPutBack() {
        return isPutBack;
    }

    @Override
    public SimDisk disk() {
        return disk;
    }

    @Override
    public List<SimLane> lanes() {
        return lanes;
    }
}
