package io.murmur.node;

import io.murmur.actor.NodeClock;
import io.murmur.actor.Passport;
import io.murmur.actor.replica.LaneBatch;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.door.http.HttpDoor;
import io.murmur.door.http.NodeView;
import io.murmur.metrics.NodeMetrics;
import io.murmur.node.settings.NodeSettings;
import io.murmur.node.settings.PekkoSettings;
import io.murmur.storage.Identity;
import io.murmur.storage.Volume;
import io.murmur.storage.journal.StorageExtension;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node.
///
/// Opening -> Forming: the volume is open, frames are taken, the HTTP door tells how far it is. Forming -> Recovering:
/// it is in its cluster, the lanes read their journals. Recovering -> Ready: the Redis door is open. Any -> Stopping:
/// the doors drain, the actors end, the volume is closed as clean.
///
/// Thread-safe.
public final class MurmurNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MurmurNode.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long TERMINATE_SECONDS = 4;
    private static final long HTTP_DRAIN_MILLIS = 200;

    private final NodeSettings settings;
    private final OpenVolume opened;
    private final Consumer<String> fatal;
    private final NodeLife life = new NodeLife();
    private final NodeMetrics metrics = new NodeMetrics();
    private final NodeReport report;
    private final ActorSystem<NodeGuardian.Command> system;
    private final NodeActors actors;
    /// Steps that wait for something, one after the other.
    private final ExecutorService steps = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("murmur-node").daemon(true).factory());
    private final AtomicBoolean joining = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable HttpDoor httpDoor;
    private volatile @Nullable ServingNode serving;

    private MurmurNode(NodeSettings settings, OpenVolume opened, Consumer<String> fatal) {
        this.settings = settings;
        this.opened = opened;
        this.fatal = fatal;
        this.system =
                ActorSystem.create(NodeGuardian.create(this::lostAnActor), PekkoSettings.SYSTEM_NAME, settings.pekko());
        StorageExtension.of(system.classicSystem()).use(opened.volume()).decode(LaneBatch.TAG, LaneBatch::decode);
        Identity identity = opened.volume().identity();
        Peer self = new Peer(identity.node(), identity.incarnation(), new SecureRandom().nextLong() | 1);
        Passport passport = new Passport(self, NodeClock.SYSTEM);
        this.actors = new NodeActors(system, settings, passport);
        this.report = new NodeReport(
                new NodeReport.Parts(settings, opened.volume(), passport, life, actors.figures(), version()), metrics);
    }

    private static String version() {
        String version = MurmurNode.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /// Starts a node. Returns when its volume is open and it has begun to look for its cluster.
    ///
    /// @param acceptLoss go on with a volume that lost data, under a new incarnation
    /// @throws StartRefused with a sentence when it must not, or cannot, run
    public static MurmurNode start(NodeSettings settings, boolean acceptLoss) throws StartRefused {
        return start(settings, acceptLoss, new Fatal());
    }

    static MurmurNode start(NodeSettings settings, boolean acceptLoss, Consumer<String> fatal) throws StartRefused {
        settings.warnings().forEach(LOG::warn);
        OpenVolume opened = OpenVolume.open(settings, acceptLoss, fatal);
        MurmurNode node = null;
        try {
            node = new MurmurNode(settings, opened, fatal);
            node.open();
            return node;
        } catch (IOException | RuntimeException failed) {
            closeAfterFailure(node, opened.volume());
            throw new StartRefused("the node cannot start: " + sentenceOf(failed), failed);
        }
    }

    private static void closeAfterFailure(@Nullable MurmurNode node, Volume volume) {
        try {
            if (node != null) {
                node.close();
            }
            volume.close();
        } catch (IOException | RuntimeException alsoFailed) {
            LOG.warn("The volume was not closed cleanly: {}", alsoFailed.getMessage());
        }
    }

    /// What we said ourselves, or else what was at the root.
    private static @Nullable String sentenceOf(Throwable failure) {
        Throwable root = failure;
        while (!(root instanceof IOException) && root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    private void open() throws IOException {
        httpDoor = HttpDoor.start(system, settings.http(), report, metrics::page);
        report.httpPort(httpDoor.port());
        var _ = system.scheduler()
                .scheduleWithFixedDelay(
                        SECOND, SECOND, () -> metrics.tick(System.nanoTime()), system.executionContext());
        actors.startForming(opened.volume(), this::formationChanged);
    }

    /// Called on the actor's thread: what takes time happens elsewhere.
    private void formationChanged(FormationStatus status) {
        switch (status) {
            case FormationStatus.WaitingFor(var names) ->
                life.become(
                        NodeView.State.FORMING,
                        "waiting for " + String.join(", ", names)
                                + ": a cluster is formed when all of murmur.cluster.nodes have answered");
            case FormationStatus.Voting(var cluster, var former, var names) ->
                life.become(
                        NodeView.State.FORMING,
                        "voting for cluster " + cluster + " proposed by " + former + ", waiting for "
                                + String.join(", ", names));
            case FormationStatus.Refused(var reasons) ->
                life.become(NodeView.State.REFUSED, String.join("; ", reasons));
            case FormationStatus.Member(var formed) -> {
                if (joining.compareAndSet(false, true)) {
                    steps.execute(() -> serve(formed));
                }
            }
        }
    }

    private void serve(Formed formed) {
        life.become(
                NodeView.State.RECOVERING,
                "member of cluster " + formed.cluster() + ", reading the journals of " + settings.lanes() + " lanes");
        try {
            ServingNode node =
                    new ServingNode(new ServingNode.Parts(settings, opened, actors, report, metrics, fatal), formed);
            serving = node;
            node.open();
            boolean lostData = opened.volume().isBootstrapping();
            life.become(
                    NodeView.State.READY,
                    "serving on port " + node.redisPort()
                            + (lostData ? "; its volume lost data, so it hands over what clients ask of it" : ""));
        } catch (IOException | ExecutionException | RuntimeException failed) {
            if (!stopping.get()) {
                fatal.accept("cannot serve: " + sentenceOf(failed));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lostAnActor(String sentence) {
        if (!stopping.get()) {
            fatal.accept(sentence);
        }
    }

    /// How far it has come, and what it sees.
    public NodeView view() {
        return report;
    }

    /// Where the HTTP door listens.
    public int httpPort() {
        HttpDoor door = httpDoor;
        return door == null ? 0 : door.port();
    }

    /// Where the Redis door listens; 0 while it is closed.
    public int redisPort() {
        ServingNode node = serving;
        return node == null ? 0 : node.redisPort();
    }

    /// Waits until the node has stopped.
    ///
    /// @return whether its volume was closed as clean
    public boolean awaitEnd() throws InterruptedException {
        return life.awaitEnd();
    }

    /// Answers what was taken in, ends the actors, closes the volume as clean. May be called more than once.
    @Override
    public void close() throws IOException {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        life.become(NodeView.State.STOPPING, "finishing what was taken in");
        ServingNode node = serving;
        try {
            if (node != null) {
                node.drain(settings.shutdown().drainMillis());
            }
            steps.shutdownNow();
            HttpDoor door = httpDoor;
            if (door != null) {
                door.stop(HTTP_DRAIN_MILLIS);
            }
            terminate();
            opened.volume().close();
            metrics.close();
            life.endedCleanly();
            LOG.info("Stopped cleanly");
        } finally {
            life.end();
        }
    }

    private void terminate() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(TERMINATE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("The actors did not end within {} s", TERMINATE_SECONDS);
        }
    }
}
