package io.murmur.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.murmur.actor.FrameFigures;
import io.murmur.actor.Inbox;
import io.murmur.actor.Local;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.actor.Passport;
import io.murmur.actor.PeerBook;
import io.murmur.actor.entropy.ExchangeFigures;
import io.murmur.actor.entropy.PullFigures;
import io.murmur.actor.entropy.PurgeFigures;
import io.murmur.actor.entropy.ScrubFigures;
import io.murmur.actor.gossip.GossipBoard;
import io.murmur.actor.replica.LaneBatch;
import io.murmur.actor.replica.ReplicaFigures;
import io.murmur.actor.replica.ReplicaGate;
import io.murmur.actor.replica.ReplicaSupplies;
import io.murmur.actor.transport.FrameActor;
import io.murmur.actor.transport.Greetings;
import io.murmur.actor.transport.TransferActor;
import io.murmur.core.delay.Itinerary;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.gossip.Known;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.ring.Partitions;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.node.settings.PekkoSettings;
import io.murmur.node.settings.ReplicaActorSettings;
import io.murmur.node.transport.LocalExchange;
import io.murmur.storage.JournalStore;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.journal.StorageExtension;
import io.murmur.storage.rocks.Database;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Keys;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.storage.rocks.WriteOperations;
import io.murmur.wire.Frame;
import io.murmur.wire.FrameHeader;
import io.murmur.wire.FrameLimits;
import io.murmur.wire.LargeMessages;
import io.murmur.wire.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/// Three nodes without doors, membership and network: everything between a client's operation and the disk.
final class Trio {

    static final int PARTITIONS = 4;
    static final long OPERATIONS_PER_SECOND = 77;

    private static final Duration GOSSIP_EVERY = Duration.ofMillis(50);
    private static final int NODES = 3;
    private static final long SECONDS_MAX = 60;
    private static final StorageSettings STORAGE = new StorageSettings(16L << 20, 8L << 20, 32L << 20, 1L << 20, 4_096);
    private static final int MAJORITY = 2;

    private record Node(
            Volume volume,
            Peer peer,
            ActorSystem<NodeGuardian.Command> system,
            PeerBook peers,
            LiveTopology topology,
            DataPath path,
            Local local,
            ReplicaFigures figures,
            ActorRef<Frame> mailbox) {}

    /// Of the default namespace.
    ///
    /// @param replicas N of the cluster
    record Rules(int replicas, int writeOwners, int readOwners, boolean sloppy) {
        static final Rules USUAL = new Rules(NODES, MAJORITY, MAJORITY, false);
    }

    private final Path folder;
    private final int replicas;
    private final Namespaces namespaces;
    private final ReplicationLimits limits;
    private final ScrubSettings scrub;
    private final PurgeSettings purge;
    private final List<String> fatal = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeId, GossipBoard> boards = new TreeMap<>();
    private final Map<NodeId, FrameFigures> frames = new TreeMap<>();
    private final Set<NodeId> full = ConcurrentHashMap.newKeySet();
    private long boots;

    private static final ExchangeSettings EXCHANGE =
            new ExchangeSettings(100, 100, 500, 4, 64 * 1024, 16L << 20, 60_000, 64, 256, Safeguards.ALL);

    Trio(Path folder) throws Exception {
        this(folder, ReplicationLimits.DEFAULT);
    }

    Trio(Path folder, ReplicationLimits limits) throws Exception {
        this(folder, limits, ScrubSettings.DEFAULT, PurgeSettings.DEFAULT);
    }

    Trio(Path folder, ReplicationLimits limits, ScrubSettings scrub, PurgeSettings purge) throws Exception {
        this(folder, limits, scrub, purge, Rules.USUAL);
    }

    /// Nodes of another cluster than the usual one.
    Trio(Path folder, Rules rules) throws Exception {
        this(folder, ReplicationLimits.DEFAULT, ScrubSettings.DEFAULT, PurgeSettings.DEFAULT, rules);
    }

    private Trio(Path folder, ReplicationLimits limits, ScrubSettings scrub, PurgeSettings purge, Rules rules)
            throws Exception {
        this.replicas = rules.replicas();
        this.namespaces = new Namespaces(
                TestNamespace.active("default", rules.writeOwners(), rules.readOwners(), rules.sloppy()),
                List.of(new Namespace(
                        "passive",
                        1,
                        1,
                        ConflictRule.LAST_WRITER,
                        true,
                        Protocol.PASSIVE,
                        ReadRepair.BLOCKING,
                        false)));
        this.purge = purge;
        this.folder = folder;
        this.limits = limits;
        this.scrub = scrub;
        startAll(() -> {}, false);
    }

    /// @param early done when the nodes are made and none of their actors has started
    private void startAll(Runnable early, boolean crashed) throws Exception {
        List<Opening.Opened> volumes = new ArrayList<>();
        List<Peer> identities = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            Opening opening = Volume.open(
                    folder.resolve("n" + i),
                    STORAGE,
                    false,
                    new SplittableRandom(i),
                    failure -> fatal.add("" + failure));
            var opened = (Opening.Opened) opening;
            volumes.add(opened);
            var identity = opened.volume().identity();
            identities.add(new Peer(identity.node(), identity.incarnation(), ++boots));
        }
        List<Formed.Member> members = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            members.add(new Formed.Member("n" + i, identities.get(i).node()));
        }
        Formed formed = Formed.first(
                new ClusterId(1, 2),
                new ClusterTerms(List.of("n0", "n1", "n2"), List.of(), replicas, PARTITIONS, ""),
                members);
        for (int i = 0; i < NODES; i++) {
            nodes.add(node(volumes.get(i), identities.get(i), formed));
        }
        introduce();
        early.run();
        for (int i = 0; i < NODES; i++) {
            Node node = nodes.get(i);
            node.path()
                    .start(
                            node.system(),
                            volumes.get(i).clean() && !crashed,
                            node.peer().boot())
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static Config config() {
        return ConfigFactory.parseString("pekko.actor.provider = local")
                .withFallback(PekkoSettings.needed())
                .withFallback(ConfigFactory.load());
    }

    private Node node(Opening.Opened opened, Peer self, Formed formed) {
        Volume volume = opened.volume();
        ActorSystem<NodeGuardian.Command> system =
                ActorSystem.create(NodeGuardian.create(fatal::add), "trio", config());
        StorageExtension.of(system.classicSystem()).use(volume).decode(LaneBatch.TAG, LaneBatch::decode);
        Passport passport = new Passport(self, NodeClock.SYSTEM);
        passport.belongTo(formed);
        PeerBook peers = new PeerBook();
        LocalExchange exchange = new LocalExchange();
        FrameFigures figures = new FrameFigures();
        frames.put(self.node(), figures);
        ReplicaFigures replicas = new ReplicaFigures(PARTITIONS);
        Inbox<TransferActor.Command> transfers = new Inbox<>(1_000);
        Outbox.Ways ways = new Outbox.Ways(passport, exchange, peers, TransferActor.mailOf(transfers), figures);
        LiveTopology topology = new LiveTopology(formed.placement());
        var supplies = supplies(volume, self.node(), topology, ways, replicas);
        DataPath path = new DataPath(new DataPath.Parts(
                2,
                new ReplicaActorSettings(1, 1_000, 10),
                1,
                supplies,
                formed.placement(),
                topology,
                namespaces,
                new CoordinatorSettings(limits, Safeguards.ALL),
                EXCHANGE,
                scrub,
                purge,
                _ -> {},
                () -> 0,
                gossip(self, formed)));
        exchange.open(path.switchboard(transfers));
        Outbox outbox = new Outbox(ways, FrameLimits.DEFAULT);
        var large = new TransferActor.Supplies(
                new LargeMessages(FrameLimits.DEFAULT, TransferLimits.DEFAULT, self.boot()),
                peers,
                new Outbox(ways, FrameLimits.DEFAULT),
                exchange,
                NodeClock.SYSTEM);
        NodeGuardian.start(system, TransferActor.create(large, transfers), "transfer", Props.empty());
        ActorRef<Frame> mailbox = NodeGuardian.start(
                system,
                FrameActor.create(
                        new FrameActor.Ways(passport, exchange, new Deaf(), figures), outbox, FrameLimits.DEFAULT),
                FrameActor.NAME,
                Props.empty());
        return new Node(volume, self, system, peers, topology, path, exchange, replicas, mailbox);
    }

    private ReplicaSupplies supplies(
            Volume volume, NodeId self, LiveTopology topology, Outbox.Ways ways, ReplicaFigures figures) {
        var placements = new LiveTopology.OfNode(topology, self);
        return new ReplicaSupplies(
                volume.identity().actor(),
                volume,
                new LaneDecider(placements, _ -> 1, namespaces, ReplicaLimits.DEFAULT, Safeguards.ALL),
                topology::epochOf,
                ReplicaLimits.DEFAULT,
                new ReplicaGate(() -> !full.contains(self), () -> true, () -> false),
                figures,
                _ -> {},
                NodeClock.SYSTEM,
                ways,
                FrameLimits.DEFAULT,
                new ReplicaSupplies.Stops(fatal::add, fatal::add));
    }

    /// What a node knows of another, or of itself, by gossip; null if nothing.
    @Nullable
    Known heard(int index, int of) {
        GossipBoard board =
                Objects.requireNonNull(boards.get(nodes.get(index).peer().node()));
        return board.of(nodes.get(of).peer().node());
    }

    /// Two nodes lose each other, and both still reach the third.
    void part(int one, int other) {
        introduce();
        for (int each : List.of(one, other)) {
            Map<NodeId, PeerBook.Entry> entries = new TreeMap<>();
            Node third = nodes.get(NODES - one - other);
            entries.put(third.peer().node(), new PeerBook.Entry(third.peer(), third.mailbox()));
            nodes.get(each).peers().replace(entries);
        }
    }

    private DataPath.Gossip gossip(Peer self, Formed formed) {
        GossipBoard board = new GossipBoard(NODES, System::nanoTime);
        boards.put(self.node(), board);
        return new DataPath.Gossip(formed, GOSSIP_EVERY, board, () -> OPERATIONS_PER_SECOND, () -> 1L << 40);
    }

    /// Everybody knows everybody.
    private void introduce() {
        cut(-1);
    }

    /// The node and the others lose each other.
    void cut(int index) {
        for (int i = 0; i < NODES; i++) {
            Map<NodeId, PeerBook.Entry> entries = new TreeMap<>();
            Set<NodeId> reachable = new TreeSet<>();
            for (int j = 0; j < NODES; j++) {
                Node other = nodes.get(j);
                if (j == i) {
                    reachable.add(other.peer().node());
                } else if (i != index && j != index) {
                    reachable.add(other.peer().node());
                    entries.put(other.peer().node(), new PeerBook.Entry(other.peer(), other.mailbox()));
                }
            }
            nodes.get(i).peers().replace(entries);
            nodes.get(i).topology().reachable(reachable);
        }
    }

    Outcome ask(int index, ClientOperation operation) {
        return submit(index, operation).orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    /// With so short a patience that an answer that never gets better is seen.
    Outcome askBriefly(int index, ClientOperation operation) {
        return submit(index, operation, 300)
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }

    /// Frames of a node get lost, and it does not know.
    void mute(int index) {
        nodes.get(index).peers().replace(Map.of());
    }

    void unmute() {
        introduce();
    }

    /// Frames for the node take so long from now on.
    void slowDown(int index, Duration delay) {
        Node slow = nodes.get(index);
        ActorRef<Frame> behind =
                NodeGuardian.start(slow.system(), Slowness.before(slow.mailbox(), delay), "slow-frames", Props.empty());
        nodes.set(
                index,
                new Node(
                        slow.volume(),
                        slow.peer(),
                        slow.system(),
                        slow.peers(),
                        slow.topology(),
                        slow.path(),
                        slow.local(),
                        slow.figures(),
                        behind));
        introduce();
    }

    /// The disk of the node is busy for `millis`, from when this returns.
    void occupyDisk(int index, long millis) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        JournalStore.Append append = new JournalStore(nodes.get(index).volume()).append("busy");
        append.add(1, new Slowness.Event(begun, Duration.ofMillis(millis)));
        var _ = append.submit();
        assertTrue(begun.await(SECONDS_MAX, TimeUnit.SECONDS));
    }

    /// Where the time of an operation went, once it has its outcome.
    Itinerary follow(int index, ClientOperation operation) {
        CompletableFuture<Itinerary> answer = new CompletableFuture<>();
        nodes.get(index)
                .path()
                .coordinators()
                .submit(operation, SECONDS_MAX * 1_000, (_, itinerary) -> answer.complete(itinerary));
        return answer.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    /// The coordinator of the node does nothing else for `millis`, from when this returns.
    void occupyCoordinator(int index, ClientOperation operation, long millis) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        nodes.get(index).path().coordinators().submit(operation, SECONDS_MAX * 1_000, (_, _) -> {
            begun.countDown();
            LockSupport.parkNanos(millis * 1_000_000);
        });
        assertTrue(begun.await(SECONDS_MAX, TimeUnit.SECONDS));
    }

    CompletableFuture<Outcome> submit(int index, ClientOperation operation) {
        return submit(index, operation, SECONDS_MAX * 1_000);
    }

    private CompletableFuture<Outcome> submit(int index, ClientOperation operation, long timeoutMillis) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        nodes.get(index)
                .path()
                .coordinators()
                .submit(operation, timeoutMillis, (outcome, _) -> answer.complete(outcome));
        return answer;
    }

    /// Hands a node a message of itself that nobody waits for any more.
    void deliverTooLate(int index, Message message) {
        Node node = nodes.get(index);
        assertTrue(node.local().deliver(node.peer().node(), message, Timing.within(0)));
    }

    /// What a node has dropped because nobody waited any more.
    long expired(int index) {
        return nodes.get(index).figures().expiredCount();
    }

    /// Bytes of the frames that have come to a node.
    long bytesIn(int index) {
        return Objects.requireNonNull(frames.get(nodes.get(index).peer().node()))
                .bytesIn();
    }

    /// How often a node has met something stored that it could not trust.
    long damaged(int index) {
        return nodes.get(index).figures().damagedCount();
    }

    /// What the disk of a node holds of a key; nobody is asked.
    byte @Nullable [] rowOf(int index, Key key) throws Exception {
        return nodes.get(index).volume().objects().object(new Partitions(PARTITIONS).of(key), key);
    }

    /// What the exchanges of a node came to.
    ExchangeFigures exchanges(int index) {
        return nodes.get(index).path().exchangeFigures();
    }

    /// How far others are behind a node's passive writes.
    PullFigures pulls(int index) {
        return nodes.get(index).path().pullFigures();
    }

    /// What scrub of a node has found.
    ScrubFigures scrub(int index) {
        return nodes.get(index).path().scrubFigures();
    }

    PurgeFigures purges(int index) {
        return nodes.get(index).path().purgeFigures();
    }

    ActorId actorOf(int index) {
        return nodes.get(index).volume().identity().actor();
    }

    /// From now on the disk of a node has no room for changes.
    void fillDisk(int index) {
        full.add(nodes.get(index).peer().node());
    }

    void makeRoom(int index) {
        full.remove(nodes.get(index).peer().node());
    }

    /// Flips a bit of a node's row of `key`, as if it had rotted before its block was written; starts all
    /// again.
    void rot(int index, Key key) throws Exception {
        byte[] row = Objects.requireNonNull(rowOf(index, key));
        row[row.length / 2] ^= 1;
        tamper(index, operations -> operations.put(Family.OBJECTS, placeOf(key), row));
    }

    /// Takes a node's row of `key` away, as if it had never been written; starts all again.
    void hide(int index, Key key) throws Exception {
        tamper(index, operations -> {
            operations.delete(Family.OBJECTS, placeOf(key));
            operations.delete(Family.INDEX, placeOf(key));
        });
    }

    /// Takes a node's object of `key` away, and leaves what names it; starts all again.
    void loseObject(int index, Key key) throws Exception {
        tamper(index, operations -> operations.delete(Family.OBJECTS, placeOf(key)));
    }

    /// Takes away what names a node's object of `key`, and leaves the object; starts all again.
    void loseIndexRow(int index, Key key) throws Exception {
        tamper(index, operations -> operations.delete(Family.INDEX, placeOf(key)));
    }

    /// Puts another object in the place of a node's of `key`, and leaves its index row; starts all again.
    void putBackObject(int index, Key key, StoredObject older) throws Exception {
        tamper(index, operations -> operations.put(Family.OBJECTS, placeOf(key), older.encoded()));
    }

    boolean isIndexed(int index, Key key) throws Exception {
        return nodes.get(index).volume().objects().indexRow(new Partitions(PARTITIONS).of(key), key) != null;
    }

    private static byte[] placeOf(Key key) {
        return Keys.object(new Partitions(PARTITIONS).of(key), key);
    }

    private void tamper(int index, Consumer<WriteOperations> change) throws Exception {
        close();
        try (Database database = Database.open(folder.resolve("n" + index).resolve("db"), STORAGE)) {
            WriteOperations operations = new WriteOperations(1_024);
            change.accept(operations);
            database.write(operations.toBatch(), true);
        }
        startAll(() -> {}, false);
    }

    /// Whether the replicas agree, as a node finds out.
    AuditReport verify(int index, boolean reads) {
        List<Integer> all = IntStream.range(0, PARTITIONS).boxed().toList();
        return nodes.get(index)
                .path()
                .verify(all, reads, Set.of())
                .toCompletableFuture()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }

    /// What the owners of a key know of it, as a node finds out.
    KeyReport explain(int index, Key key) {
        return nodes.get(index)
                .path()
                .explain(key, Set.of())
                .toCompletableFuture()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }

    NodeId nodeOf(int index) {
        return nodes.get(index).peer().node();
    }

    void restart() throws Exception {
        close();
        startAll(() -> {}, false);
    }

    /// Starts all again as after a crash, with an operation that waits at a node before its lanes have
    /// recovered.
    Outcome restartAfterACrash(int index, ClientOperation operation) throws Exception {
        close();
        List<CompletableFuture<Outcome>> answer = new ArrayList<>();
        startAll(() -> answer.add(submit(index, operation)), true);
        return answer.getFirst().orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    void close() throws Exception {
        for (Node node : nodes) {
            node.system().terminate();
            node.system().getWhenTerminated().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
            node.volume().close();
        }
        nodes.clear();
        if (!fatal.isEmpty()) {
            throw new AssertionError(fatal.toString());
        }
    }

    /// Nobody greets here.
    private static final class Deaf implements Greetings {
        @Override
        public void greeted(FrameHeader header, Message message) {
            throw new AssertionError("nobody greets here, but " + header.sender() + " did");
        }

        @Override
        public void heard(NodeId sender) {
            // Everybody is there.
        }

        @Override
        public void dropped(@Nullable FrameHeader header, String detail) {
            throw new AssertionError(detail);
        }
    }
}
