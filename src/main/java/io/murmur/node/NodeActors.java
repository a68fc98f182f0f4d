package io.murmur.node;

import io.murmur.actor.FrameFigures;
import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.Passport;
import io.murmur.actor.PeerBook;
import io.murmur.actor.entropy.CutWatch;
import io.murmur.actor.gossip.GossipBoard;
import io.murmur.actor.membership.Addresses;
import io.murmur.actor.membership.FormationActor;
import io.murmur.actor.membership.FormationFile;
import io.murmur.actor.membership.FormationPlan;
import io.murmur.actor.membership.FormationSurroundings;
import io.murmur.actor.membership.MembershipActor;
import io.murmur.actor.membership.MembershipListeners;
import io.murmur.actor.membership.MembershipPlan;
import io.murmur.actor.membership.MembershipSurroundings;
import io.murmur.actor.transport.FrameActor;
import io.murmur.actor.transport.TransferActor;
import io.murmur.core.formation.Asker;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.membership.TransportNotice;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.node.settings.MembershipSettings;
import io.murmur.node.settings.NodeAddress;
import io.murmur.node.settings.NodeSettings;
import io.murmur.node.transport.FrameGreeter;
import io.murmur.node.transport.GreetingDesk;
import io.murmur.node.transport.LocalExchange;
import io.murmur.node.transport.PekkoTransport;
import io.murmur.node.transport.StuckConnections;
import io.murmur.storage.Volume;
import io.murmur.wire.Frame;
import io.murmur.wire.LargeMessages;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The actors a node has whether it is in a cluster or not, and what they share with those that come later.
final class NodeActors {

    private static final Logger LOG = LoggerFactory.getLogger(NodeActors.class);
    private static final int TRANSFERS_WAITING_MAX = 4_096;
    private static final String FORMATION_FILE = "formation";

    private final ActorSystem<NodeGuardian.Command> system;
    private final NodeSettings settings;
    private final Passport passport;
    private final Introduction self;
    private final FrameGreeter greeter;
    private final PekkoTransport transport;
    private final PeerBook peers = new PeerBook();
    private final LocalExchange exchange = new LocalExchange();
    private final FrameFigures figures = new FrameFigures();
    private final Inbox<TransferActor.Command> transfers = new Inbox<>(TRANSFERS_WAITING_MAX);
    private final Outbox.Ways ways;
    private final Addresses addresses;
    private @Nullable GreetingDesk desk;

    NodeActors(ActorSystem<NodeGuardian.Command> system, NodeSettings settings, Passport passport) {
        this.system = system;
        this.settings = settings;
        this.passport = passport;
        Peer peer = passport.self();
        this.self = new Introduction(settings.place().name(), peer.node(), peer.incarnation(), peer.boot());
        this.greeter = new FrameGreeter(system, passport, settings.frames(), figures);
        this.transport = new PekkoTransport(system);
        this.addresses = new Addresses(settings.cluster().addresses().stream()
                .collect(Collectors.toMap(NodeAddress::name, NodeAddress::target)));
        this.ways = new Outbox.Ways(passport, exchange, peers, TransferActor.mailOf(transfers), figures);
    }

    FrameFigures figures() {
        return figures;
    }

    Introduction self() {
        return self;
    }

    Outbox.Ways ways() {
        return ways;
    }

    ActorRef<NodeGuardian.Command> guardian() {
        return system;
    }

    Inbox<TransferActor.Command> transfers() {
        return transfers;
    }

    ClusterBoard newBoard(Formed formed, LiveTopology topology, GossipBoard gossip) {
        return new ClusterBoard(
                self.node(), formed, new ClusterBoard.Ears(topology, peers, this::mailboxOf, transport, gossip));
    }

    private @Nullable ActorRef<Frame> mailboxOf(String name) {
        for (NodeAddress address : settings.cluster().addresses()) {
            if (address.name().equals(name)) {
                return greeter.mailboxAt(address.target());
            }
        }
        return null;
    }

    /// Listens to other nodes, and looks for this one's cluster.
    void startForming(Volume volume, Consumer<FormationStatus> changed) {
        var plan = new FormationPlan(
                new Asker(self, settings.place().address().target()),
                settings.cluster().terms(),
                settings.formation(),
                new SecureRandom());
        var surroundings = new FormationSurroundings(
                new FormationFile(volume.file(FORMATION_FILE)), addresses, greeter, changed, NodeClock.SYSTEM::now);
        ActorRef<FormationActor.Command> formation =
                NodeGuardian.start(system, FormationActor.create(plan, surroundings), "formation", Props.empty());
        desk = new GreetingDesk(formation);
        NodeGuardian.start(
                system,
                FrameActor.create(
                        new FrameActor.Ways(passport, exchange, desk, figures), newOutbox(), settings.frames()),
                FrameActor.NAME,
                Props.empty());
        var messages = new LargeMessages(
                settings.frames(), settings.transfer(), passport.self().boot());
        NodeGuardian.start(
                system,
                TransferActor.create(
                        new TransferActor.Supplies(messages, peers, newOutbox(), exchange, NodeClock.SYSTEM),
                        transfers),
                "transfer",
                Props.empty());
    }

    private Outbox newOutbox() {
        return new Outbox(ways, settings.frames());
    }

    void belongTo(Formed formed, Switchboard switchboard) {
        passport.belongTo(formed);
        exchange.open(switchboard);
    }

    /// The volume of this node, as far as the others have to do with it.
    ///
    /// @param cuts told who is in touch
    /// @param putBack told why this node must stop
    record OwnVolume(
            KeptFile<VolumeMemories> memories,
            Supplier<VolumeReport> report,
            CutWatch cuts,
            Consumer<String> putBack) {}

    /// Introduces the node to the other members.
    void startMembership(Formed formed, Doors doors, ClusterBoard board, OwnVolume volume) {
        MembershipSettings pace = settings.membership();
        var plan = new MembershipPlan(
                self,
                formed,
                doors,
                volume.memories().read(),
                new MembershipLimits(pace.helloMillis(), pace.unreachableMillis(), pace.clockGuardMillis()));
        var stuck = new StuckConnections(system);
        var listeners = new MembershipListeners(
                view -> {
                    board.update(view);
                    volume.cuts().update(view);
                    stuck.listenFor(portsOfSilent(view));
                },
                this::follow,
                refused -> LOG.warn("Not talked to: {}", refused.sentence()),
                volume.memories()::keep,
                putBack -> volume.putBack().accept(putBack.sentence()));
        ActorRef<MembershipActor.Command> membership = NodeGuardian.start(
                system,
                MembershipActor.create(
                        plan,
                        new MembershipSurroundings(
                                addresses, greeter, listeners, volume.report(), NodeClock.SYSTEM::now)),
                "membership",
                Props.empty());
        if (desk != null) {
            desk.open(membership);
        }
        transport.watch(joined -> membership.tell(new MembershipActor.Command.NoteTransport(joined)));
    }

    private Set<Integer> portsOfSilent(MembershipView view) {
        return view.members().stream()
                .filter(member -> !member.reachable())
                .map(member -> settings.cluster().addressOf(member.name()).port())
                .collect(Collectors.toSet());
    }

    private void follow(TransportNotice notice) {
        switch (notice) {
            case TransportNotice.JoinTransport(var names) ->
                transport.join(names.stream()
                        .map(name -> settings.cluster().addressOf(name).target())
                        .toList());
            case TransportNotice.MayFormTransport() -> transport.found();
        }
    }
}
