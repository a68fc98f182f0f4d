package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.entropy.answer.Holdings;
import io.murmur.core.entropy.answer.LaneSurveyor;
import io.murmur.core.entropy.answer.Responder;
import io.murmur.core.entropy.answer.Survey;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.LaneCommand;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.LaneState;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A node with its replicas in memory: the real lane, surveyor, responder and exchange machine over rows in a
/// map.
public final class ModelNode implements Holdings {

    private static final Namespaces NAMESPACES = new Namespaces(TestNamespace.active("default", 2, 2), List.of());

    private record Place(int partition, long hash) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Long.compareUnsigned(hash, other.hash);
        }
    }

    private final NodeId id;
    private final Partitions partitions;
    private final LaneState lane;
    private final LaneDecider decider;
    private final LaneSurveyor surveyor = new LaneSurveyor(
            _ -> 1,
            this::living,
            (partition, segment) -> segment(partition, segment).sum());
    private final Responder responder;
    private final ExchangeMachine machine;
    private final NavigableMap<Place, Map.Entry<Key, StoredObject>> rows = new TreeMap<>();
    private final Map<Integer, NavigableMap<Dot, Key>> dots = new TreeMap<>();
    private final Set<Key> unreadable = new TreeSet<>();
    private final List<ExchangeNotice> notices = new ArrayList<>();
    private int sourcesNeeded;
    private long operations;

    /// An empty node.
    public ModelNode(NodeId id, NodeId peer, Partitions partitions, ExchangeSettings settings) {
        this(new ActorId(id, 1), peer, partitions, settings);
    }

    private ModelNode(ActorId self, NodeId peer, Partitions partitions, ExchangeSettings settings) {
        this.id = self.node();
        this.partitions = partitions;
        List<Integer> all = IntStream.range(0, partitions.count()).boxed().toList();
        this.decider = new LaneDecider(_ -> 1, _ -> 1, NAMESPACES, ReplicaLimits.DEFAULT, settings.safeguards());
        this.lane = new LaneState(self, all, ReplicaLimits.DEFAULT);
        this.responder = new Responder(_ -> all, settings.safeguards());
        this.machine = new ExchangeMachine(id, List.of(peer), _ -> 1, settings, id.bits());
    }

    /// The same volume under its next incarnation.
    ModelNode reborn(NodeId peer, ExchangeSettings settings) {
        ActorId now = new ActorId(id, lane.self().incarnation() + 1);
        ModelNode reborn = new ModelNode(now, peer, partitions, settings);
        reborn.lane.restore(lane.toBytes(), ReplicaLimits.DEFAULT);
        reborn.rows.putAll(rows);
        reborn.dots.putAll(dots);
        reborn.decider
                .decide(reborn.lane, new LaneCommand.Start(false, true), new Now(0, 0))
                .events()
                .forEach(recorded -> reborn.decider.evolve(reborn.lane, recorded));
        return reborn;
    }

    /// Says that it lost data, and needs so many others to be whole.
    void needs(int sources) {
        sourcesNeeded = sources;
    }

    /// Takes counters of itself for skipped.
    void voidOwn(int partition, long from, long to) {
        var gap = new ReplicaEvent.GapVoided(partition, lane.self(), from, to);
        decider.evolve(lane, new Recorded(gap, null, true));
    }

    NodeId id() {
        return id;
    }

    LaneState lane() {
        return lane;
    }

    List<ExchangeNotice> notices() {
        return notices;
    }

    /// What this node says in turn.
    public List<Output<ExchangeNotice>> on(NodeId from, Message message, Now now) {
        return switch (message) {
            case SyncMessage.Announced announced -> step(new ExchangeInput.Announced(from, announced), now);
            case SyncReply reply -> step(new ExchangeInput.Answered(from, reply), now);
            case SyncRequest request -> List.of(new Output.Send<>(from, answer(request)));
            case ReplicaRequest.Change change -> store(change, now);
            default -> throw new IllegalStateException("nobody handles " + message);
        };
    }

    List<Output<ExchangeNotice>> tick(Now now) {
        return step(new ExchangeInput.Ticked(sourcesNeeded), now);
    }

    private List<Output<ExchangeNotice>> step(ExchangeInput input, Now now) {
        RecordedOutputs<ExchangeNotice> out = new RecordedOutputs<>();
        machine.on(input, now, out);
        List<Output<ExchangeNotice>> sends = new ArrayList<>();
        for (Output<ExchangeNotice> output : out.drain()) {
            if (output instanceof Output.Publish<ExchangeNotice>(ExchangeNotice notice)) {
                notices.add(notice);
            } else {
                sends.add(output);
            }
        }
        return sends;
    }

    private SyncReply answer(SyncRequest request) {
        Survey survey = responder.surveyFor(request);
        Finding finding = survey == null ? null : surveyor.answer(lane, survey);
        return responder.answer(request, finding, this);
    }

    private List<Output<ExchangeNotice>> store(ReplicaRequest.Change change, Now now) {
        if (change instanceof ReplicaRequest.KeyChange ofKey && unreadable.contains(ofKey.key())) {
            var refused = new ReplicaReply.Refused(change.routing().correlation(), Refusal.ROTTEN);
            return step(new ExchangeInput.Stored(refused), now);
        }
        StoredObject object =
                change instanceof ReplicaRequest.KeyChange ofKey ? rowOf(ofKey.key()) : StoredObject.ABSENT;
        var batch = new LaneCommand.Handle(List.of(new Loaded(id, change, object)), Set.of());
        Decision<Recorded, ReplicaReply> decision = decider.decide(lane, batch, now);
        for (Recorded recorded : decision.events()) {
            decider.evolve(lane, recorded);
            if (recorded.row() != null) {
                put(recorded.row().key(), recorded.row().after());
            }
        }
        List<Output<ExchangeNotice>> outputs = new ArrayList<>();
        for (Output<ReplicaReply> output : decision.afterDurable()) {
            if (output instanceof Output.Send<ReplicaReply>(_, ReplicaReply reply, _)) {
                outputs.addAll(step(new ExchangeInput.Stored(reply), now));
            }
        }
        return outputs;
    }

    /// A write of `writer`, as it reached this node.
    public void write(ActorId writer, long counter, Key key, Value value) {
        Dot dot = new Dot(writer, counter);
        StoredObject before = rowOf(key);
        List<Dot> applied = new ArrayList<>(List.of(dot));
        before.siblings().forEach(sibling -> applied.add(sibling.dot()));
        VersionVector context = before.context().with(dot);
        Sibling written =
                new Sibling(dot, counter, new OperationId(writer.node().bits(), ++operations), value);
        StoredObject after = StoredObject.of(context, List.of(written), 0);
        record(key, applied, before, after);
        put(key, after);
    }

    /// The row of a key is gone, though its events count as applied: what clocks cannot see.
    public void lose(Key key) {
        StoredObject before = rowOf(key);
        record(key, List.of(), before, StoredObject.ABSENT);
        rows.remove(placeOf(key));
        before.siblings().forEach(sibling -> dotsOf(partitions.of(key)).remove(sibling.dot()));
    }

    /// The row of a key is gone, and nobody noticed.
    public void hide(Key key) {
        rows.remove(placeOf(key));
    }

    /// What is there of a key cannot be trusted any more.
    public void spoil(Key key) {
        unreadable.add(key);
    }

    void heal(Key key) {
        unreadable.remove(key);
    }

    private void record(Key key, List<Dot> applied, StoredObject before, StoredObject after) {
        int living = (after.isAlive() ? 1 : 0) - (before.isAlive() ? 1 : 0);
        var event = new ReplicaEvent.ObjectChanged(
                partitions.of(key), key.hash(), applied, 0, List.of(), living, DigestChange.between(before, after));
        decider.evolve(lane, new Recorded(event, null, true));
    }

    private void put(Key key, StoredObject object) {
        NavigableMap<Dot, Key> living = dotsOf(partitions.of(key));
        rowOf(key).siblings().forEach(sibling -> living.remove(sibling.dot()));
        object.siblings().forEach(sibling -> living.put(sibling.dot(), key));
        if (object.isKnown()) {
            rows.put(placeOf(key), Map.entry(key, object));
        } else {
            rows.remove(placeOf(key));
        }
    }

    private NavigableMap<Dot, Key> dotsOf(int partition) {
        return dots.computeIfAbsent(partition, _ -> new TreeMap<>());
    }

    private Place placeOf(Key key) {
        return new Place(partitions.of(key), key.hash());
    }

    public StoredObject rowOf(Key key) {
        var row = rows.get(placeOf(key));
        return row == null ? StoredObject.ABSENT : row.getValue();
    }

    boolean hasApplied(Dot dot, Key key) {
        return Objects.requireNonNull(lane.replica(partitions.of(key))).clock().covers(dot);
    }

    int size() {
        return rows.size();
    }

    /// Whether both hold the same, rows, clocks and trees.
    boolean holdsTheSameAs(ModelNode other) {
        boolean same = rows.equals(other.rows);
        for (int partition = 0; partition < partitions.count(); partition++) {
            var one = Objects.requireNonNull(lane.replica(partition));
            var two = Objects.requireNonNull(other.lane.replica(partition));
            same &= one.clock().equals(two.clock()) && one.tree().equals(two.tree());
        }
        return same;
    }

    private List<Finding.LivingDot> living(int partition, ActorId actor, long from, long to, int max) {
        return dotsOf(partition).subMap(new Dot(actor, from), true, new Dot(actor, to), true).entrySet().stream()
                .limit(max)
                .map(entry -> new Finding.LivingDot(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public @Nullable StoredObject object(int partition, Key key) {
        return unreadable.contains(key) ? null : rowOf(key);
    }

    @Override
    public HeldSegment segment(int partition, int segment) {
        long first = MerkleTree.firstHashOf(segment);
        NavigableMap<Place, Map.Entry<Key, StoredObject>> from = rows.tailMap(new Place(partition, first), true);
        List<HeldKey> held = new ArrayList<>();
        for (var row : from.entrySet()) {
            if (row.getKey().partition() != partition
                    || MerkleTree.segmentOf(row.getKey().hash()) != segment) {
                break;
            }
            StoredObject object = row.getValue().getValue();
            held.add(new HeldKey(
                    row.getValue().getKey(),
                    ObjectDigest.contentOf(object),
                    IndexRow.of(object).endsAt()));
        }
        return new HeldSegment(held, segment + 1, true);
    }

    @Override
    public long digest(int partition, Key key) {
        StoredObject object = rowOf(key);
        return object.isKnown() ? ObjectDigest.contentOf(object) : 0;
    }
}
