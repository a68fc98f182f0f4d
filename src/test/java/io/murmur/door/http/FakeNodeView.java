package io.murmur.door.http;

import io.murmur.core.cut.Cuts;
import io.murmur.core.cut.Fate;
import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import io.murmur.door.http.status.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What a node of a cluster of three says: healthy until a test says otherwise.
public final class FakeNodeView implements NodeView {

    public static final List<String> NAMES = List.of("a", "b", "c");
    private static final ClusterId CLUSTER = new ClusterId(0x0123456789abcdefL, 0xfedcba9876543210L);
    private static final Namespaces NAMESPACES =
            new Namespaces(TestNamespace.active("default", 2, 2), List.of(TestNamespace.active("all", 3, 1)));

    private final int self;
    private final Map<String, Member> members = new TreeMap<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Map<Integer, NodeStatus.Heard> heard = new TreeMap<>();
    private volatile Readiness readiness = new Readiness(State.READY, "It serves.");
    private volatile @Nullable Agreement agreement;
    private volatile NodeStatus.Disk disk = new NodeStatus.Disk(12L << 30, 1L << 30, true);
    private volatile NodeStatus.Clock clock = new NodeStatus.Clock(0.002, 0.5);

    private volatile @Nullable AuditReport audited;
    private volatile @Nullable KeyReport known;
    private volatile NodeStatus.Integrity integrity = new NodeStatus.Integrity(0.5, 0, 3_600, 0);
    private volatile Cuts cuts = Cuts.NONE;
    private volatile Fate fate = Fate.SUPERSEDED;
    private volatile boolean broken;

    /// Creates the view of one of the three.
    ///
    /// @param self place in [#NAMES]
    public FakeNodeView(int self) {
        this.self = self;
        for (int i = 0; i < NAMES.size(); i++) {
            see(i, true, 90_000, "up", "127.0.0.1:" + (7101 + i));
        }
        agreeOnEpoch(7);
    }

    public static NodeId id(int node) {
        return new NodeId(((0xa0L + node) << 56) + 0x0b0c0d0e0f0001L);
    }

    /// What `/status` shows of it.
    public NodeStatus status() {
        return StatusReport.of(this, false);
    }

    /// How this node sees another, or itself.
    public void see(int node, boolean reachable, long forMillis, String pekko, String httpDoor) {
        String name = NAMES.get(node);
        synchronized (members) {
            members.put(
                    name,
                    new Member(
                            id(node),
                            name,
                            "127.0.0.1:" + (7201 + node),
                            "127.0.0.1:" + (7001 + node),
                            httpDoor,
                            reachable,
                            !lost.contains(node),
                            forMillis,
                            pekko,
                            heard.get(node)));
        }
    }

    /// What it has heard of another, or says of itself, when it is next seen.
    public void hear(int node, NodeStatus.Heard said) {
        heard.put(node, said);
    }

    /// From now on seen as one whose volume lost data.
    public void loseData(int node) {
        lost.add(node);
    }

    /// Declared, and never heard of.
    public void seeNothingOf(int node) {
        String name = NAMES.get(node);
        synchronized (members) {
            members.put(
                    name,
                    new Member(null, name, "127.0.0.1:" + (7201 + node), "", "", false, false, 4_000, "none", null));
        }
    }

    /// The cuts it has seen; a key in conflict has this fate.
    public void sawCuts(Cuts seen, Fate fateOfAll) {
        cuts = seen;
        fate = fateOfAll;
    }

    @Override
    public Cuts cuts() {
        return cuts;
    }

    @Override
    public CompletionStage<List<SeenCut>> cutsWithFates() {
        return CompletableFuture.completedFuture(cuts.newestFirst().stream()
                .map(cut ->
                        new SeenCut(cut, cut.conflicts().stream().map(_ -> fate).toList()))
                .toList());
    }

    public void become(State state, String detail) {
        readiness = new Readiness(state, detail);
    }

    public void agreeOnEpoch(long epoch) {
        var planned = Planner.plan(null, List.of(id(0), id(1), id(2)), new Partitions(16), 3);
        agreement = new Agreement(CLUSTER, 1, new Placement(epoch, planned.partitions(), planned.owners()), NAMESPACES);
    }

    public void agreeOnNothing() {
        agreement = null;
    }

    public void have(NodeStatus.Disk changed) {
        disk = changed;
    }

    public void have(NodeStatus.Clock changed) {
        clock = changed;
    }

    public void have(NodeStatus.Integrity changed) {
        integrity = changed;
    }

    @Override
    public NodeStatus.Integrity integrity() {
        return integrity;
    }

    /// Lets [#keys] throw from now on.
    public void breakKeys() {
        broken = true;
    }

    /// What a verification comes to from now on; it fails if that is null.
    public void audit(@Nullable AuditReport report) {
        audited = report;
    }

    @Override
    public CompletionStage<Audited> verify(List<Integer> partitions, boolean reads) {
        AuditReport report = audited;
        return report == null
                ? CompletableFuture.failedFuture(new AuditRefused("it has too much to do"))
                : CompletableFuture.completedFuture(new Audited(report, 1.5, 0.25));
    }

    /// What owners know of every key from now on.
    public void know(KeyReport report) {
        known = report;
    }

    @Override
    public CompletionStage<KeyReport> explain(Key key) {
        KeyReport report = known;
        return report == null
                ? CompletableFuture.failedFuture(new AuditRefused("it has too much to do"))
                : CompletableFuture.completedFuture(report);
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public Identity identity() {
        return new Identity(NAMES.get(self), id(self), 0x1111L, 0x2222L, "0.1.0");
    }

    @Override
    public long uptimeMillis() {
        return 90_500;
    }

    @Override
    public @Nullable Agreement agreement() {
        return agreement;
    }

    @Override
    public List<Member> members() {
        synchronized (members) {
            return new ArrayList<>(members.values());
        }
    }

    @Override
    public NodeStatus.Keys keys() {
        if (broken) {
            throw new IllegalStateException("broken for a test");
        }
        return new NodeStatus.Keys(3_000, 1_000 + self, 0);
    }

    @Override
    public NodeStatus.Traffic traffic() {
        return new NodeStatus.Traffic(1234.4, 5.55, 3, 2);
    }

    @Override
    public Map<String, Long> droppedFrames() {
        return Map.of("wrong_target", 1L, "malformed", 0L);
    }

    @Override
    public NodeStatus.Disk disk() {
        return disk;
    }

    @Override
    public NodeStatus.Storage storage() {
        return new NodeStatus.Storage(10, 40, 4_096, 9, 0.25);
    }

    @Override
    public NodeStatus.Clock clock() {
        return clock;
    }
}
