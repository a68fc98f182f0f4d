package io.murmur.node;

import io.murmur.actor.FrameFigures;
import io.murmur.actor.Passport;
import io.murmur.actor.entropy.CutWatch;
import io.murmur.actor.entropy.ExchangeFigures;
import io.murmur.actor.entropy.PullFigures;
import io.murmur.actor.entropy.PurgeFigures;
import io.murmur.actor.entropy.ScrubFigures;
import io.murmur.actor.replica.ReplicaFigures;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.cut.Conflict;
import io.murmur.core.cut.Cuts;
import io.murmur.core.cut.Fate;
import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.membership.MembershipView;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.door.http.NodeView;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.metrics.NodeMetrics;
import io.murmur.metrics.source.ExchangeSource;
import io.murmur.metrics.source.FrameSource;
import io.murmur.metrics.source.HandoffSource;
import io.murmur.metrics.source.NodeSource;
import io.murmur.metrics.source.PullSource;
import io.murmur.metrics.source.PurgeSource;
import io.murmur.metrics.source.ScrubSource;
import io.murmur.metrics.source.StorageSource;
import io.murmur.node.settings.NodeSettings;
import io.murmur.storage.Volume;
import io.murmur.storage.rocks.StorageCounters;
import io.murmur.wire.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the node tells of itself: for `/status`, `/health` and `/metrics`. Reads what others keep. Thread-safe.
final class NodeReport implements NodeView {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    /// What is there from the start.
    record Parts(
            NodeSettings settings,
            Volume volume,
            Passport passport,
            NodeLife life,
            FrameFigures frames,
            String version) {}

    /// What is there once the node is in its cluster.
    private record InCluster(
            ClusterBoard board,
            ReplicaFigures replicas,
            ExchangeFigures exchanges,
            DataPath path,
            CutWatch cuts,
            LongSupplier connections) {}

    private final Parts parts;
    private final NodeMetrics metrics;
    private final long startedNanos = System.nanoTime();
    private volatile @Nullable InCluster inCluster;
    private volatile int httpPort;

    NodeReport(Parts parts, NodeMetrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
        bind();
    }

    /// The HTTP door is open.
    void httpPort(int port) {
        httpPort = port;
    }

    int httpPort() {
        return httpPort;
    }

    /// The node serves; from now on there is more to tell.
    void serving(ClusterBoard board, ReplicaFigures replicas, DataPath path, CutWatch cuts, LongSupplier connections) {
        ExchangeFigures exchanges = path.exchangeFigures();
        metrics.bindExchanges(new ExchangeSource(
                exchanges::ended,
                exchanges::givenUp,
                exchanges::differing,
                exchanges::fetchedByClocks,
                exchanges::fetchedByTrees,
                exchanges::fetchedBytes,
                exchanges::agreementAgeSeconds));
        ScrubFigures scrub = path.scrubFigures();
        Map<String, LongSupplier> flaws = new TreeMap<>();
        for (Flaw.Kind kind : Flaw.Kind.values()) {
            flaws.put(kind.name().toLowerCase(Locale.ROOT), () -> scrub.foundSoFar(kind));
        }
        PullFigures pulls = path.pullFigures();
        metrics.bindPulls(new PullSource(pulls::behindSeconds, pulls::listen));
        PurgeFigures purges = path.purgeFigures();
        metrics.bindPurge(new PurgeSource(purges::purgedSoFar, purges::deferredSoFar, purges::waiting));
        metrics.bindHandoff(new HandoffSource(() -> keys().kept(), path.handoffFigures()::broughtHomeSoFar));
        metrics.bindScrub(new ScrubSource(
                scrub::rows,
                scrub::bytes,
                flaws,
                scrub::restoringNow,
                scrub::restoredSoFar,
                scrub::lostSoFar,
                scrub::ageSeconds));
        inCluster = new InCluster(board, replicas, exchanges, path, cuts, connections);
    }

    private void bind() {
        metrics.bindNode(new NodeSource(
                () -> readiness().isReady(),
                () -> Math.max(0, members().size() - 1),
                () -> members().stream().filter(Member::reachable).count() - 1,
                this::placementEpoch,
                this::partitionsShort,
                () -> keys().owned(),
                () -> keys().ownedFirst(),
                () -> clock().leadSeconds()));
        Map<String, LongSupplier> dropped = new TreeMap<>();
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason.text(), () -> parts.frames().droppedFor(reason));
        }
        FrameFigures frames = parts.frames();
        metrics.bindFrames(new FrameSource(
                new FrameSource.Traffic(frames::framesOut, frames::messagesOut, frames::bytesOut),
                new FrameSource.Traffic(frames::framesIn, frames::messagesIn, frames::bytesIn),
                dropped,
                Map.of("unaddressed", frames::unaddressed, "expired", this::expired)));
        StorageCounters counters = parts.volume().counters();
        metrics.bindStorage(new StorageSource(
                counters::commits,
                counters::requests,
                counters::bytes,
                counters::syncs,
                counters::commitNanos,
                this::damaged,
                this::freeBytes,
                parts.settings().storage()::reserveBytes));
    }

    /// On arrival, or when the turn of a request had come.
    private long expired() {
        InCluster now = inCluster;
        long late = now == null ? 0 : now.replicas().expiredCount();
        return parts.frames().expiredCount() + late;
    }

    private long damaged() {
        InCluster now = inCluster;
        return now == null ? 0 : now.replicas().damagedCount();
    }

    @Override
    public CompletionStage<Audited> verify(List<Integer> partitions, boolean reads) {
        InCluster now = inCluster;
        if (now == null) {
            return CompletableFuture.failedFuture(new AuditRefused("this node belongs to no cluster yet"));
        }
        long begunNanos = System.nanoTime();
        return now.path()
                .verify(partitions, reads, away())
                .thenApply(report -> new Audited(
                        report,
                        (System.nanoTime() - begunNanos) / 1e9,
                        now.exchanges().agreementAgeSeconds()));
    }

    private Set<NodeId> away() {
        Set<NodeId> away = new TreeSet<>();
        for (Member member : members()) {
            if (member.id() != null && !member.reachable()) {
                away.add(member.id());
            }
        }
        return away;
    }

    @Override
    public CompletionStage<KeyReport> explain(Key key) {
        InCluster now = inCluster;
        return now == null
                ? CompletableFuture.failedFuture(new AuditRefused("this node belongs to no cluster yet"))
                : now.path().explain(key, away());
    }

    @Override
    public Cuts cuts() {
        InCluster now = inCluster;
        return now == null ? Cuts.NONE : now.cuts().cuts();
    }

    @Override
    public CompletionStage<List<SeenCut>> cutsWithFates() {
        return CompletableFuture.supplyAsync(
                () -> cuts().newestFirst().stream()
                        .map(cut -> new SeenCut(
                                cut, cut.conflicts().stream().map(this::fateOf).toList()))
                        .toList(),
                Thread::startVirtualThread);
    }

    private Fate fateOf(Conflict conflict) {
        ConflictRule rule = parts.settings().namespaces().of(conflict.key()).conflict();
        try {
            byte[] row = parts.volume().objects().inPassing().object(conflict.partition(), conflict.key());
            return Fate.of(row == null ? StoredObject.ABSENT : ObjectCodec.decode(row), rule);
        } catch (IOException | MalformedBytes rotten) {
            return Fate.UNREADABLE;
        }
    }

    @Override
    public Readiness readiness() {
        return parts.life().current();
    }

    @Override
    public Identity identity() {
        var peer = parts.passport().self();
        return new Identity(
                parts.settings().place().name(), peer.node(), peer.incarnation(), peer.boot(), parts.version());
    }

    @Override
    public long uptimeMillis() {
        return (System.nanoTime() - startedNanos) / NANOS_PER_MILLI;
    }

    @Override
    public @Nullable Agreement agreement() {
        InCluster now = inCluster;
        if (now == null) {
            return null;
        }
        Formed formed = now.board().formed();
        return new Agreement(
                formed.cluster(),
                formed.settingsVersion(),
                formed.placement(),
                parts.settings().namespaces());
    }

    @Override
    public List<Member> members() {
        InCluster now = inCluster;
        return now == null ? declared() : now.board().describe(parts.settings().cluster());
    }

    /// Before there is a cluster only the configuration says who there should be.
    private List<Member> declared() {
        String self = parts.settings().place().name();
        return parts.settings().cluster().addresses().stream()
                .map(node -> new Member(
                        node.name().equals(self) ? parts.passport().self().node() : null,
                        node.name(),
                        node.target(),
                        "",
                        "",
                        node.name().equals(self),
                        false,
                        uptimeMillis(),
                        "none",
                        null))
                .toList();
    }

    private long placementEpoch() {
        Agreement agreement = agreement();
        return agreement == null ? 0 : agreement.placement().epoch();
    }

    /// Partitions whose reachable owners are fewer than writes of the default namespace need.
    long partitionsShort() {
        InCluster now = inCluster;
        if (now == null) {
            return 0;
        }
        int needed = parts.settings().namespaces().fallback().writeOwners();
        return now.board().formed().placement().owners().stream()
                .filter(owners -> now.board().reachableOf(owners.nodes()) < needed)
                .count();
    }

    @Override
    public NodeStatus.Keys keys() {
        InCluster now = inCluster;
        if (now == null) {
            return new NodeStatus.Keys(0, 0, 0);
        }
        Placement placement = now.board().formed().placement();
        NodeId self = parts.passport().self().node();
        long owned = 0;
        long first = 0;
        long kept = 0;
        for (int partition = 0; partition < placement.partitions().count(); partition++) {
            long keys = now.replicas().livingKeys(partition);
            owned += placement.isOwner(self, partition) ? keys : 0;
            kept += placement.isOwner(self, partition) ? 0 : keys;
            first += placement.ownersOf(partition).getFirst().equals(self) ? keys : 0;
        }
        return new NodeStatus.Keys(owned, first, kept);
    }

    @Override
    public NodeStatus.Traffic traffic() {
        InCluster now = inCluster;
        return new NodeStatus.Traffic(
                metrics.readsPerSecond(),
                metrics.writesPerSecond(),
                metrics.operations().inFlight(),
                now == null ? 0 : (int) now.connections().getAsLong());
    }

    @Override
    public Map<String, Long> droppedFrames() {
        Map<String, Long> dropped = new TreeMap<>();
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason.text(), parts.frames().droppedFor(reason));
        }
        return dropped;
    }

    @Override
    public NodeStatus.Disk disk() {
        return new NodeStatus.Disk(
                freeBytes(),
                parts.settings().storage().reserveBytes(),
                parts.volume().hasRoom());
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(parts.volume().folder()).getUsableSpace();
        } catch (IOException unreadable) {
            return -1;
        }
    }

    @Override
    public NodeStatus.Storage storage() {
        StorageCounters counters = parts.volume().counters();
        return new NodeStatus.Storage(
                counters.commits(),
                counters.requests(),
                counters.bytes(),
                counters.syncs(),
                counters.commitNanos() / 1e9);
    }

    @Override
    public NodeStatus.@Nullable Integrity integrity() {
        InCluster now = inCluster;
        if (now == null) {
            return null;
        }
        ScrubFigures scrub = now.path().scrubFigures();
        return new NodeStatus.Integrity(
                now.exchanges().agreementAgeSeconds(),
                now.path().pullFigures().behindSeconds(),
                scrub.ageSeconds(),
                scrub.foundSoFar());
    }

    @Override
    public NodeStatus.Clock clock() {
        InCluster now = inCluster;
        MembershipView view = now == null ? null : now.board().members();
        double lead = view == null ? 0 : view.clockLeadMillis() / MILLIS_PER_SECOND;
        return new NodeStatus.Clock(lead, parts.settings().membership().clockGuardMillis() / MILLIS_PER_SECOND);
    }
}
