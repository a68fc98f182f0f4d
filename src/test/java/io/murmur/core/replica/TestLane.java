package io.murmur.core.replica;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.event.JournalRecord;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One node's lane with its disk, for tests that go step by step. Partitions 0 and 1; keys are in the
/// partition a test says. `x` and all others are in the default namespace (synced), `os:*` in one whose
/// writes are not synced, `last:*` in one where the last writer wins, `passive:*` in one whose writes are
/// not sent to others, `sloppy:*` in one in which others may stand in for owners.
final class TestLane {

    static final long EPOCH = 7;
    static final NodeId PEER = new NodeId(0xBEE);
    static final ReplicaLimits LIMITS = new ReplicaLimits(10, 8, 100, 500, 6);
    static final long WALL = 1_700_000_000_000L;

    private static final Namespaces NAMESPACES = new Namespaces(
            TestNamespace.active("default", 2, 2),
            List.of(
                    new Namespace(
                            "os", 2, 2, ConflictRule.SIBLINGS, false, Protocol.ACTIVE, ReadRepair.BLOCKING, false),
                    new Namespace(
                            "last", 2, 2, ConflictRule.LAST_WRITER, true, Protocol.ACTIVE, ReadRepair.BLOCKING, false),
                    TestNamespace.passive("passive", 1),
                    TestNamespace.active("sloppy", 2, 2, true)));

    /// What is on the disk.
    ///
    /// @param snapshot empty, or the newest one
    record Disk(List<byte[]> snapshot, List<byte[]> journal, TreeMap<Key, StoredObject> rows) {}

    private final LaneDecider decider;
    private Disk disk = blank();
    private LaneState state;
    private long wallMillis = WALL;
    private NodeId asker = PEER;
    private long correlations;
    private long sequence;

    TestLane(long node) {
        this(node, Safeguards.ALL);
    }

    TestLane(long node, Safeguards safeguards) {
        this(node, _ -> EPOCH, safeguards);
    }

    /// The lane of a node that only stands in for the owners of its partitions.
    static TestLane ofAnother(long node, Safeguards safeguards) {
        return new TestLane(node, new Foreign(), safeguards);
    }

    private record Foreign() implements LaneDecider.Placements {

        @Override
        public long epochOf(int partition) {
            return EPOCH;
        }

        @Override
        public boolean isOwner(int partition) {
            return false;
        }
    }

    private TestLane(long node, LaneDecider.Placements placements, Safeguards safeguards) {
        this.decider = new LaneDecider(placements, _ -> 1, NAMESPACES, LIMITS, safeguards);
        this.state = new LaneState(new ActorId(new NodeId(node), 1), List.of(0, 1), LIMITS);
        become(decider.decide(state, new LaneCommand.Start(true, false), new Now(0, wallMillis)));
    }

    LaneState state() {
        return state;
    }

    ReplicaState replica() {
        return Objects.requireNonNull(state.replica(0));
    }

    ActorId self() {
        return state.self();
    }

    Disk disk() {
        return disk;
    }

    StoredObject row(String key) {
        return disk.rows().getOrDefault(Key.of(key), StoredObject.ABSENT);
    }

    /// Requests come from there.
    void askedBy(NodeId node) {
        asker = node;
    }

    void wallClock(long millis) {
        wallMillis = millis;
    }

    Routing routing() {
        return new Routing(++correlations, 0, EPOCH);
    }

    OperationId operation() {
        return new OperationId(self().node().bits(), ++sequence);
    }

    ReplicaRequest.Mint set(String key, String value, @Nullable VersionVector context) {
        return new ReplicaRequest.Mint(
                routing(),
                Key.of(key),
                Mutation.set(Value.of(value)),
                context == null ? null : Known.of(context),
                operation(),
                Attempt.FIRST);
    }

    ReplicaRequest.Mint delete(String key, @Nullable VersionVector context) {
        return new ReplicaRequest.Mint(
                routing(),
                Key.of(key),
                new Mutation.Delete(),
                context == null ? null : Known.of(context),
                operation(),
                Attempt.FIRST);
    }

    ReplicaRequest.Merge merge(String key, StoredObject object, Dot... applied) {
        return new ReplicaRequest.Merge(routing(), Key.of(key), object, List.of(applied));
    }

    /// Decides, and changes nothing.
    Decision<Recorded, ReplicaReply> decide(@Nullable Refusal closed, ReplicaRequest.Change... requests) {
        return decideWhile(closed == null ? Set.of() : Set.of(closed), requests);
    }

    /// Decides, and changes nothing.
    Decision<Recorded, ReplicaReply> decideWhile(Set<Refusal> closed, ReplicaRequest.Change... requests) {
        List<Loaded> batch = new ArrayList<>();
        for (ReplicaRequest.Change request : requests) {
            StoredObject object = request instanceof ReplicaRequest.KeyChange ofKey
                    ? disk.rows().getOrDefault(ofKey.key(), StoredObject.ABSENT)
                    : StoredObject.ABSENT;
            batch.add(new Loaded(asker, request, object));
        }
        return decider.decide(state, new LaneCommand.Handle(batch, closed), new Now(0, wallMillis));
    }

    /// Decides, and makes it durable.
    Decision<Recorded, ReplicaReply> handle(ReplicaRequest.Change... requests) {
        Decision<Recorded, ReplicaReply> decision = decide(null, requests);
        become(decision);
        return decision;
    }

    /// Decides about requests that find the rows of their key damaged, and makes it durable.
    Decision<Recorded, ReplicaReply> handleDamaged(
            Loaded.@Nullable Damage damage, StoredObject readable, ReplicaRequest.Change... requests) {
        List<Loaded> batch = new ArrayList<>();
        for (ReplicaRequest.Change request : requests) {
            batch.add(new Loaded(asker, request, readable, damage));
        }
        var decision = decider.decide(state, new LaneCommand.Handle(batch, Set.of()), new Now(0, wallMillis));
        become(decision);
        return decision;
    }

    /// The decision becomes durable.
    void become(Decision<Recorded, ReplicaReply> decision) {
        decision.events().forEach(event -> decider.evolve(state, event));
        disk.journal().add(JournalRecord.encode(decision.events()));
        for (Recorded recorded : decision.events()) {
            RowChange row = recorded.row();
            if (row != null) {
                disk.rows().put(row.key(), row.after());
            }
        }
    }

    /// A plain write, or one that knew `context`, and what came of it.
    StoredObject write(String key, String value, @Nullable VersionVector context) {
        handle(set(key, value, context));
        return row(key);
    }

    void snapshot() {
        disk = new Disk(List.of(state.toBytes()), new ArrayList<>(), disk.rows());
    }

    /// The process stops and starts on the same volume.
    Decision<Recorded, ReplicaReply> restart(boolean clean) {
        return restartOn(disk, self().incarnation(), clean);
    }

    /// The process starts on `volume` under `incarnation`.
    Decision<Recorded, ReplicaReply> restartOn(Disk volume, long incarnation, boolean clean) {
        boolean lost = incarnation != self().incarnation();
        disk = volume;
        state = new LaneState(new ActorId(self().node(), incarnation), List.of(0, 1), LIMITS);
        disk.snapshot().forEach(bytes -> state.restore(bytes, LIMITS));
        for (byte[] record : disk.journal()) {
            JournalRecord.decode(record).forEach(recorded -> decider.evolve(state, recorded));
        }
        Decision<Recorded, ReplicaReply> decision =
                decider.decide(state, new LaneCommand.Start(clean, lost), new Now(0, wallMillis));
        become(decision);
        return decision;
    }

    /// An empty volume.
    static Disk blank() {
        return new Disk(List.of(), new ArrayList<>(), new TreeMap<>());
    }

    static List<ReplicaReply> replies(List<Output<ReplicaReply>> outputs) {
        List<ReplicaReply> replies = new ArrayList<>();
        for (Output<ReplicaReply> output : outputs) {
            if (output instanceof Output.Send<ReplicaReply>(_, ReplicaReply reply, _)) {
                replies.add(reply);
            }
        }
        return replies;
    }

    static List<ReplicaNotice> notices(List<Output<ReplicaReply>> outputs) {
        List<ReplicaNotice> notices = new ArrayList<>();
        for (Output<ReplicaReply> output : outputs) {
            if (output instanceof Output.Publish<ReplicaReply>(ReplicaNotice notice)) {
                notices.add(notice);
            }
        }
        return notices;
    }

    static List<ReplicaEvent> events(Decision<Recorded, ReplicaReply> decision) {
        return decision.events().stream().map(Recorded::event).toList();
    }
}
