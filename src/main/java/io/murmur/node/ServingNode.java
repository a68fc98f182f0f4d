package io.murmur.node;

import io.murmur.actor.NodeClock;
import io.murmur.actor.PeerBook;
import io.murmur.actor.entropy.CutWatch;
import io.murmur.actor.gossip.GossipBoard;
import io.murmur.actor.membership.StartsFile;
import io.murmur.actor.replica.ReplicaFigures;
import io.murmur.actor.replica.ReplicaGate;
import io.murmur.actor.replica.ReplicaSupplies;
import io.murmur.core.cut.CutLog;
import io.murmur.core.cut.Cuts;
import io.murmur.core.entropy.purge.Incarnations;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.membership.VolumeMemories;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.ring.Placement;
import io.murmur.door.redis.RedisDoor;
import io.murmur.door.redis.session.DoorFigures;
import io.murmur.metrics.MeasuredOperations;
import io.murmur.metrics.NodeMetrics;
import io.murmur.metrics.source.DoorSource;
import io.murmur.node.settings.MembershipSettings;
import io.murmur.node.settings.NodeSettings;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that has its place in a cluster: its replicas, its coordinators, its membership, its Redis door.
final class ServingNode {

    private static final Logger LOG = LoggerFactory.getLogger(ServingNode.class);
    private static final int HELLOS_MORE = 2;
    private static final int SILENCES = 6;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /// What it is made with.
    record Parts(
            NodeSettings settings,
            OpenVolume opened,
            NodeActors actors,
            NodeReport report,
            NodeMetrics metrics,
            Consumer<String> fatal) {}

    private final Parts parts;
    private final Formed formed;
    private final LiveTopology topology;
    private final ReplicaFigures replicas;
    private final CutWatch cuts;
    private final Bootstrapping bootstrapping;
    private final DataPath path;
    private final MeasuredOperations operations;
    private final ClusterBoard board;
    private final GossipBoard gossip;
    private VolumeStarts starts = VolumeStarts.NONE;
    private volatile @Nullable RedisDoor door;

    ServingNode(Parts parts, Formed formed) {
        this.parts = parts;
        this.formed = formed;
        this.topology = new LiveTopology(formed.placement());
        this.gossip = new GossipBoard(formed.members().size(), System::nanoTime);
        this.board = parts.actors().newBoard(formed, topology, gossip);
        this.replicas = new ReplicaFigures(formed.placement().partitions().count());
        this.cuts = watchCuts();
        this.bootstrapping = new Bootstrapping(
                parts.opened().volume(),
                parts.actors().self().node(),
                formed.placement(),
                parts.settings().namespaces());
        this.path = new DataPath(new DataPath.Parts(
                parts.settings().lanes(),
                parts.settings().replicaActors(),
                parts.settings().coordinators(),
                supplies(),
                formed.placement(),
                topology,
                parts.settings().namespaces(),
                parts.settings().coordinator(),
                parts.settings().exchange(),
                parts.settings().scrub(),
                PurgeSettings.DEFAULT,
                notice -> {
                    bootstrapping.accept(notice);
                    cuts.note(notice);
                },
                bootstrapping::sourcesNeeded,
                gossip()));
        NodeMetrics metrics = parts.metrics();
        formed.members().forEach(member -> metrics.delays().name(member.node(), member.name()));
        this.operations =
                new MeasuredOperations(path.coordinators(), metrics.operations(), metrics.delays(), System::nanoTime);
    }

    private DataPath.Gossip gossip() {
        NodeMetrics metrics = parts.metrics();
        return new DataPath.Gossip(
                formed,
                Duration.ofMillis(parts.settings().membership().gossipMillis()),
                gossip,
                () -> metrics.readsPerSecond() + metrics.writesPerSecond(),
                () -> parts.report().disk().freeBytes());
    }

    private CutWatch watchCuts() {
        NodeId self = parts.actors().self().node();
        Placement placement = formed.placement();
        Map<NodeId, Set<Integer>> shared = new TreeMap<>();
        placement.peersOf(self).forEach(peer -> shared.put(peer, new TreeSet<>(placement.sharedBy(self, peer))));
        KeptFile<Cuts> file = new KeptFile<>(
                parts.opened().volume().file("cuts"),
                new KeptFile.Form<>(Cuts.NONE, Cuts::encode, Cuts::decode, "this node does not know of earlier cuts"));
        CutLog log = new CutLog(shared, file.read(), System.currentTimeMillis());
        return new CutWatch(self, log, replicas::namedCount, System::currentTimeMillis, file::keep);
    }

    private ReplicaSupplies supplies() {
        NodeSettings settings = parts.settings();
        var volume = parts.opened().volume();
        var decider = new LaneDecider(
                new LiveTopology.OfNode(topology, parts.actors().self().node()),
                partition -> Incarnations.digest(formed.placement().ownersOf(partition), this::incarnationOf),
                settings.namespaces(),
                settings.replica(),
                Safeguards.ALL);
        var gate = new ReplicaGate(volume::hasRoom, board::answers, board::clockAhead);
        return new ReplicaSupplies(
                volume.identity().actor(),
                volume,
                decider,
                topology::epochOf,
                settings.replica(),
                gate,
                replicas,
                cuts::stored,
                NodeClock.SYSTEM,
                parts.actors().ways(),
                settings.frames(),
                new ReplicaSupplies.Stops(parts.fatal(), this::stopPutBack));
    }

    /// As whatever is sent to it is addressed.
    private long incarnationOf(NodeId node) {
        var self = parts.opened().volume().identity().actor();
        PeerBook.Entry entry = parts.actors().ways().peers().find(node);
        if (node.equals(self.node())) {
            return self.incarnation();
        }
        return entry == null ? 0 : entry.peer().incarnation();
    }

    /// The mark makes the next start refuse the volume: who knows better may be away then.
    private void stopPutBack(String sentence) {
        try {
            parts.opened().volume().markPutBack(sentence);
        } catch (IOException failed) {
            LOG.error("The volume could not be marked as put back: {}", failed.getMessage());
        }
        parts.fatal()
                .accept(sentence + ". Bring back the newer one, or start this node with --accept-loss to go on with"
                        + " what is left");
    }

    private void noteStart(Introduction self) throws IOException {
        Volume volume = parts.opened().volume();
        starts = new StartsFile(volume.file(StartsFile.NAME))
                .add(self.incarnation(), new VolumeStarts.Start(self.boot(), volume.openedChain()));
    }

    private VolumeReport report() {
        Volume volume = parts.opened().volume();
        return new VolumeReport(starts, volume.syncedChain(), !volume.isBootstrapping());
    }

    /// Recovers the replicas, introduces the node to the others, and lets clients in once they had a moment
    /// to answer: the first commands shall not find this node alone.
    void open() throws IOException, ExecutionException, InterruptedException {
        NodeActors actors = parts.actors();
        noteStart(actors.self());
        bootstrapping.finishIfDone();
        actors.belongTo(formed, path.switchboard(actors.transfers()));
        path.start(actors.guardian(), parts.opened().clean(), actors.self().boot())
                .get();
        RedisDoor opened = RedisDoor.bind(
                parts.settings().redis(), operations, board, parts.settings().namespaces(), new SecureRandom());
        door = opened;
        bindDoor(opened);
        parts.metrics().bindGossip(() -> gossip.oldestSeconds(actors.self().node()));
        parts.report().serving(board, replicas, path, cuts, opened::connections);
        Doors doors = new Doors(
                parts.settings().place().address().host(),
                opened.port(),
                parts.report().httpPort());
        board.opened(doors);
        actors.startMembership(
                formed,
                doors,
                board,
                new NodeActors.OwnVolume(
                        new KeptFile<>(
                                parts.opened().volume().file("memories"),
                                new KeptFile.Form<>(
                                        VolumeMemories.NONE,
                                        VolumeMemories::encode,
                                        VolumeMemories::decode,
                                        "this node does not know how far the other volumes had come")),
                        this::report,
                        cuts,
                        this::stopPutBack));
        awaitPeers();
        opened.open();
    }

    private void bindDoor(RedisDoor opened) {
        DoorFigures figures = opened.figures();
        parts.metrics()
                .bindDoor(new DoorSource(
                        opened::connections,
                        figures.accepted()::sum,
                        figures.rejected()::sum,
                        figures.garbage()::sum,
                        figures.cut()::sum,
                        figures.commands()::sum,
                        figures.errors()::sum,
                        figures.bytesIn()::sum,
                        figures.bytesOut()::sum));
    }

    /// What it waits for may never come. A node that restarted quickly is taken for new when its predecessor
    /// counts as silent. One that sees too few owners would only refuse what clients send, while other nodes may
    /// serve them, so it has more patience: where processors are short, connections take seconds.
    private void awaitPeers() {
        MembershipSettings pace = parts.settings().membership();
        long moment = pace.unreachableMillis() + HELLOS_MORE * pace.helloMillis();
        long patience = SILENCES * pace.unreachableMillis();
        long begun = System.nanoTime();
        while (!board.allInTouch() && !Thread.currentThread().isInterrupted()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (millis >= (parts.report().partitionsShort() == 0 ? moment : patience)) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    int redisPort() {
        RedisDoor opened = door;
        return opened == null ? 0 : opened.port();
    }

    /// Takes no new commands, and answers what was taken in.
    void drain(long millis) {
        RedisDoor opened = door;
        if (opened != null) {
            opened.stop(millis);
        }
    }
}
