package io.murmur.node;

import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.coordinator.CoordinatorActor;
import io.murmur.actor.coordinator.Coordinators;
import io.murmur.actor.entropy.ExchangeActor;
import io.murmur.actor.entropy.ExchangeFigures;
import io.murmur.actor.entropy.HandoffFigures;
import io.murmur.actor.entropy.LaneSurveys;
import io.murmur.actor.entropy.PullFigures;
import io.murmur.actor.entropy.PurgeFigures;
import io.murmur.actor.entropy.ScrubFigures;
import io.murmur.actor.gossip.GossipActor;
import io.murmur.actor.gossip.GossipBoard;
import io.murmur.actor.replica.LaneActor;
import io.murmur.actor.replica.ReaderActor;
import io.murmur.actor.replica.ReplicaSupplies;
import io.murmur.actor.replica.TableHoldings;
import io.murmur.actor.transport.TransferActor;
import io.murmur.core.entropy.ExchangeMachine;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.answer.Responder;
import io.murmur.core.entropy.audit.AuditPlan;
import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditSettings;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.handoff.HandoffMachine;
import io.murmur.core.entropy.handoff.HandoffSettings;
import io.murmur.core.entropy.pull.PullMachine;
import io.murmur.core.entropy.pull.PullSettings;
import io.murmur.core.entropy.purge.PurgeMachine;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.entropy.restore.RestoreMachine;
import io.murmur.core.entropy.restore.RestoreSettings;
import io.murmur.core.entropy.scrub.ScrubMachine;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.gossip.GossipMachine;
import io.murmur.core.gossip.GossipSettings;
import io.murmur.core.gossip.GossipTable;
import io.murmur.core.gossip.Members;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replicate.CoordinatorMachine;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.ring.Placement;
import io.murmur.node.settings.PekkoSettings;
import io.murmur.node.settings.ReplicaActorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/// The actors that carry operations: coordinators, lanes, readers. Made once the node is in its cluster.
final class DataPath {

    /// What the actors are made with.
    ///
    /// @param lanes how many
    /// @param count of the coordinators
    /// @param listener told what exchanges come to
    /// @param sourcesNeeded how many others a volume that lost data has to catch up with, else 0
    /// @param gossip how this node tells others how it is
    record Parts(
            int lanes,
            ReplicaActorSettings actors,
            int count,
            ReplicaSupplies replicas,
            Placement placement,
            LiveTopology topology,
            Namespaces namespaces,
            CoordinatorSettings coordinator,
            ExchangeSettings exchange,
            ScrubSettings scrub,
            PurgeSettings purge,
            Consumer<ExchangeNotice> listener,
            IntSupplier sourcesNeeded,
            Gossip gossip) {}

    /// How this node tells others how it is.
    ///
    /// @param every how long a round is
    /// @param operationsPerSecond of its clients
    record Gossip(
            Formed formed,
            Duration every,
            GossipBoard board,
            DoubleSupplier operationsPerSecond,
            LongSupplier freeDiskBytes) {}

    /// Pages and answers that may wait for the exchanges; more are lost, and asked for again.
    private static final int EXCHANGES_WAITING_MAX = 65_536;

    /// Gossip that may wait; more is lost, and said again.
    private static final int GOSSIP_WAITING_MAX = 1_024;

    /// Audits count from 1, and never so far as to meet the last number.
    private static final long SCRUB = 0;

    private static final long PURGES = -1;

    private static final long RESTORING = -2;

    private static final long HANDOFF = -3;

    /// How long another owner may take to fetch what it was told of before it is told again: a message may be lost.
    private static final long TELL_AGAIN_MILLIS = 1_000;

    private static final Props READER_DISPATCHER = DispatcherSelector.fromConfig(PekkoSettings.READER_DISPATCHER);

    private final Parts parts;
    private final Coordinators coordinators;
    private final List<Inbox<LaneActor.Command>> lanes = new ArrayList<>();
    private final List<Inbox<ReaderActor.Command>> readers = new ArrayList<>();
    private final Inbox<ExchangeActor.Command> exchanges = new Inbox<>(EXCHANGES_WAITING_MAX);
    private final Inbox<GossipActor.Command> gossip = new Inbox<>(GOSSIP_WAITING_MAX);
    private final LaneSurveys surveys;
    private final ExchangeFigures exchangeFigures;
    private final ScrubFigures scrubFigures;
    private final PurgeFigures purgeFigures = new PurgeFigures();
    private final PullFigures pullFigures;
    private final HandoffFigures handoffFigures = new HandoffFigures();
    private final List<AtomicInteger> inFlight = new ArrayList<>();
    private final AtomicInteger recovering;
    private volatile long replicasSum;
    private final CompletableFuture<Void> recovered = new CompletableFuture<>();

    DataPath(Parts parts) {
        this.parts = parts;
        ReplicaActorSettings sizes = parts.actors();
        this.coordinators =
                new Coordinators(parts.count(), parts.coordinator().limits().inFlightMax(), NodeClock.SYSTEM);
        this.recovering = new AtomicInteger(parts.lanes());
        this.exchangeFigures = new ExchangeFigures(sharedWithPeers(), System::nanoTime);
        this.pullFigures = new PullFigures(peers(), System::nanoTime);
        this.scrubFigures = new ScrubFigures(ownPartitions(), System::nanoTime);
        for (int lane = 0; lane < parts.lanes(); lane++) {
            lanes.add(new Inbox<>(sizes.waitingMax()));
        }
        this.surveys = new LaneSurveys(lanes);
        for (int reader = 0; reader < sizes.readers(); reader++) {
            readers.add(new Inbox<>(sizes.waitingMax()));
        }
    }

    /// @param transfers what is too large for frames
    Switchboard switchboard(Inbox<TransferActor.Command> transfers) {
        return new Switchboard(coordinators, lanes, readers, transfers, exchanges, gossip, NodeClock.SYSTEM);
    }

    Coordinators coordinators() {
        return coordinators;
    }

    /// Starts all actors; completes when every lane has recovered.
    ///
    /// @param clean whether the node stopped cleanly before
    /// @param boot random per start of the process
    CompletableFuture<Void> start(ActorRef<NodeGuardian.Command> guardian, boolean clean, long boot) {
        boolean lost = parts.sourcesNeeded().getAsInt() > 0;
        for (int lane = 0; lane < lanes.size(); lane++) {
            var described = new LaneActor.Lane(
                    lane, partitionsOf(lane), clean, lost, parts.actors().snapshotEvery(), _ -> laneReady());
            NodeGuardian.start(
                    guardian,
                    LaneActor.create(parts.replicas(), described, lanes.get(lane)),
                    "lane-" + lane,
                    Props.empty());
        }
        for (int reader = 0; reader < readers.size(); reader++) {
            NodeGuardian.start(
                    guardian,
                    ReaderActor.create(parts.replicas(), readers.get(reader)),
                    "reader-" + reader,
                    READER_DISPATCHER);
        }
        for (int index = 0; index < coordinators.count(); index++) {
            NodeGuardian.start(guardian, coordinator(index, boot), "coordinator-" + index, Props.empty());
        }
        NodeGuardian.start(
                guardian, ExchangeActor.create(exchangeSupplies(boot), exchanges), "exchanges", READER_DISPATCHER);
        NodeGuardian.start(guardian, GossipActor.create(gossipSupplies(boot), gossip), "gossip", Props.empty());
        return recovered;
    }

    private GossipActor.Supplies gossipSupplies(long boot) {
        Members members = new Members(parts.gossip().formed().members().stream()
                .map(Formed.Member::node)
                .toList());
        GossipMachine machine = new GossipMachine(
                new GossipMachine.Identity(parts.replicas().self().node(), boot),
                members,
                GossipTable.ofNobody(members.count()),
                GossipSettings.DEFAULT,
                new SplittableRandom(boot));
        return new GossipActor.Supplies(
                machine,
                parts.gossip().every(),
                this::condition,
                parts.gossip().board(),
                parts.replicas().newOutbox(),
                NodeClock.SYSTEM);
    }

    /// Lanes answer later: what is told of the replicas is a round old.
    private Condition condition() {
        surveys.sum(ownPartitions(), sum -> replicasSum = sum);
        Gossip told = parts.gossip();
        return new Condition(
                parts.placement().epoch(),
                told.formed().settingsVersion(),
                replicasSum,
                Math.round(told.operationsPerSecond().getAsDouble()),
                inFlight(),
                Math.max(0, told.freeDiskBytes().getAsLong()));
    }

    private ExchangeActor.Supplies exchangeSupplies(long boot) {
        ReplicaSupplies replicas = parts.replicas();
        NodeId self = replicas.self().node();
        Placement placement = parts.placement();
        LaneDecider.Placements epochs = parts.topology()::epochOf;
        ExchangeMachine machine =
                new ExchangeMachine(self, peers(), epochs, parts.exchange(), Coordinators.bootOfExchanges(boot));
        return new ExchangeActor.Supplies(
                machine,
                AuditSettings.DEFAULT,
                new ScrubMachine(self, ownPartitions(), parts.scrub(), machine.correlationOfAudit(SCRUB), boot),
                new RestoreMachine(
                        self, placement, RestoreSettings.of(parts.namespaces()), machine.correlationOfAudit(RESTORING)),
                new PurgeMachine(
                        new PurgeMachine.Surroundings(self, placement, parts.topology()::isReachable),
                        parts.purge(),
                        machine.correlationOfAudit(PURGES)),
                new HandoffMachine(
                        new HandoffMachine.Surroundings(replicas.self(), placement, parts.topology()::isReachable),
                        HandoffSettings.of(parts.namespaces()),
                        machine.correlationOfAudit(HANDOFF)),
                new PullMachine(
                        self,
                        placement,
                        PullSettings.of(TELL_AGAIN_MILLIS, parts.exchange()),
                        machine::correlationOfPull),
                peers(),
                new Responder(
                        peer -> placement.sharedBy(self, peer), parts.exchange().safeguards()),
                surveys,
                new TableHoldings(replicas.volume().objects().inPassing()),
                replicas.gate()::isSource,
                parts.sourcesNeeded(),
                parts.listener(),
                replicas.newOutbox(),
                exchangeFigures,
                scrubFigures,
                purgeFigures,
                pullFigures,
                handoffFigures,
                NodeClock.SYSTEM,
                self);
    }

    private Map<NodeId, int[]> sharedWithPeers() {
        NodeId self = parts.replicas().self().node();
        Map<NodeId, int[]> shared = new TreeMap<>();
        for (NodeId peer : peers()) {
            shared.put(
                    peer,
                    parts.placement().sharedBy(self, peer).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
        return shared;
    }

    /// Finds out whether the replicas of some partitions agree.
    ///
    /// @param reads whether their owners read each row, too
    /// @param away nodes that do not answer anyway
    CompletionStage<AuditReport> verify(List<Integer> partitions, boolean reads, Set<NodeId> away) {
        CompletableFuture<AuditReport> report = new CompletableFuture<>();
        AuditPlan plan = new AuditPlan(parts.placement(), partitions, reads, away);
        if (!exchanges.offer(new ExchangeActor.Command.Verify(plan, report))) {
            report.completeExceptionally(new AuditRefused("this node has too much to do; try again later"));
        }
        return report;
    }

    /// Finds out what the owners of a key know of it.
    ///
    /// @param away nodes that do not answer anyway
    CompletionStage<KeyReport> explain(Key key, Set<NodeId> away) {
        CompletableFuture<KeyReport> report = new CompletableFuture<>();
        AuditPlan plan = new AuditPlan(parts.placement(), List.of(), false, away);
        if (!exchanges.offer(new ExchangeActor.Command.Explain(key, plan, report))) {
            report.completeExceptionally(new AuditRefused("this node has too much to do; try again later"));
        }
        return report;
    }

    ExchangeFigures exchangeFigures() {
        return exchangeFigures;
    }

    PurgeFigures purgeFigures() {
        return purgeFigures;
    }

    ScrubFigures scrubFigures() {
        return scrubFigures;
    }

    HandoffFigures handoffFigures() {
        return handoffFigures;
    }

    PullFigures pullFigures() {
        return pullFigures;
    }

    private List<NodeId> peers() {
        return parts.placement().peersOf(parts.replicas().self().node());
    }

    private List<Integer> ownPartitions() {
        return parts.placement().partitionsOf(parts.replicas().self().node());
    }

    /// Those it may only stand in for, too.
    private List<Integer> partitionsOf(int lane) {
        List<Integer> held = new ArrayList<>(ownPartitions());
        if (parts.namespaces().anySloppy()) {
            held.addAll(parts.placement().foreignTo(parts.replicas().self().node()));
        }
        return held.stream()
                .filter(partition -> partition % lanes.size() == lane)
                .toList();
    }

    private void laneReady() {
        if (recovering.decrementAndGet() == 0) {
            recovered.complete(null);
        }
    }

    private Behavior<CoordinatorActor.Command> coordinator(int index, long boot) {
        ReplicaSupplies replicas = parts.replicas();
        AtomicInteger count = new AtomicInteger();
        inFlight.add(count);
        var supplies = new CoordinatorActor.Supplies(
                number -> new CoordinatorMachine(
                        replicas.self().node(), parts.topology(), parts.namespaces(), parts.coordinator(), number),
                replicas.self().node(),
                new Outbox(replicas.ways(), replicas.frames()),
                NodeClock.SYSTEM,
                count);
        Duration tick = Duration.ofMillis(parts.coordinator().limits().tickMillis());
        return CoordinatorActor.create(supplies, coordinators, index, boot, tick);
    }

    /// Operations of clients under way.
    int inFlight() {
        return inFlight.stream().mapToInt(AtomicInteger::get).sum();
    }
}
