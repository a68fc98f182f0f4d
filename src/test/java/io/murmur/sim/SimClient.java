package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.check.Conditions;
import io.murmur.sim.check.part.AdditionsAreCounted;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// One client: plain and contextual writes, deletes, reads, one at a time, each through some node; a write
/// whose result is unknown is sometimes tried again with the same operation id through another node.
final class SimClient {

    private static final long TIMEOUT_MILLIS = 1500;

    private final SimCluster cluster;
    private final List<SimNode> nodes;
    private final long origin;
    private final SplittableRandom random;
    private final TreeMap<Key, Known> lastSeen = new TreeMap<>();
    /// What its session has seen, by partition.
    private final TreeMap<Integer, VersionVector> session = new TreeMap<>();
    private int left;
    private long sequence;

    SimClient(SimCluster cluster, List<SimNode> nodes, long origin) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.origin = origin;
        this.random = cluster.world().stream();
        this.left = cluster.options().operationsPerClient();
    }

    void next() {
        if (left-- <= 0) {
            return;
        }
        cluster.world().after(random.nextLong(60 * World.MILLI), this::begin);
    }

    private void begin() {
        if (cluster.options().looks() && random.nextInt(8) == 0) {
            look();
            return;
        }
        Key key = Key.of("key" + random.nextInt(cluster.options().keys()));
        int kind = random.nextInt(100);
        if (kind < 35) {
            if (cluster.options().sessions() && random.nextBoolean()) {
                // Nothing is promised but what the session is.
                submit(new ClientOperation.Get(key, 1), (_, _) -> next());
            } else {
                read(key);
            }
            return;
        }
        OperationId id = new OperationId(
                origin, OperationId.firstSequenceAt(cluster.world().wallMillis()) | ++sequence);
        if (cluster.options().counts() && kind < 60 && cluster.history().nextAmount(key) != 0) {
            add(key, id);
            return;
        }
        if (cluster.options().changesElements() && kind < 75) {
            change(key, id);
            return;
        }
        if (cluster.options().unites() && kind < 90) {
            unite(key, id);
            return;
        }
        Known known = kind < 50 ? lastSeen.getOrDefault(key, Known.NOTHING) : null;
        int valuesBelow =
                cluster.options().changesElements() ? 80 : cluster.options().unites() ? 93 : 85;
        Value value = kind < valuesBelow || known != null ? value(id) : null;
        long end = end(known == null);
        boolean isExpiry = end != Lifetime.PLAIN && end != Lifetime.KEPT && random.nextBoolean();
        value = isExpiry ? null : value == null && end != Lifetime.PLAIN ? value(id) : value;
        var operation = new History.Operation(
                sequence, key, id, known == null && !isExpiry, cluster.world().nanos());
        cluster.history().add(operation);
        Tries tries = random.nextInt(3) == 0 ? Tries.ONLY : Tries.FIRST;
        Mutation mutation = Mutation.of(value, end);
        if (cluster.options().changesParts()) {
            cluster.history().add(new History.Change(operation, mutation));
        }
        write(operation, new ClientOperation.Put(key, mutation, known, id, tries, level()), 3);
    }

    /// Every other key is a hash, the others are sets. Names are few, so that clients meet.
    private void change(Key key, OperationId id) {
        KeyType type = key.hash() % 2 == 0 ? KeyType.HASH : KeyType.SET;
        List<Value> names = new ArrayList<>(List.of(Value.of("x"), Value.of("y"), Value.of("z")));
        names.removeIf(_ -> random.nextInt(3) != 0);
        if (names.isEmpty()) {
            names.add(Value.of("x"));
        }
        Value value = type == KeyType.HASH ? value(id) : null;
        Mutation mutation = random.nextInt(3) == 0
                ? new Mutation.RemoveElements(type, names)
                : new Mutation.PutElements(
                        type,
                        names.stream()
                                .map(name -> new Mutation.Entry(name, value))
                                .toList());
        var operation =
                new History.Operation(sequence, key, id, false, cluster.world().nanos());
        cluster.history().add(operation);
        cluster.history().add(new History.Change(operation, mutation));
        write(operation, new ClientOperation.Put(key, mutation, null, id, Tries.ONLY, level()), 1);
    }

    /// Names are few, so that clients meet, but not so few that all are there all the time.
    private void unite(Key key, OperationId id) {
        List<byte[]> names = new ArrayList<>();
        for (int left = random.nextInt(3) == 0 ? 2 : 1; left > 0; left--) {
            names.add(AdditionsAreCounted.nameOf(random.nextInt(AdditionsAreCounted.NAMES)));
        }
        Mutation mutation = new Mutation.Unite(HyperLogLog.ofElements(names));
        var operation =
                new History.Operation(sequence, key, id, false, cluster.world().nanos());
        cluster.history().add(operation);
        cluster.history().add(new History.Change(operation, mutation));
        write(operation, new ClientOperation.Put(key, mutation, null, id, Tries.ONLY, level()), 1);
    }

    /// Sometimes the bytes of a HyperLogLog, which can be added to.
    private Value value(OperationId id) {
        if (cluster.options().unites() && random.nextInt(4) == 0) {
            return Value.ofOwned(RedisForm.write(HyperLogLog.EMPTY));
        }
        return Value.of(cluster.options().counts() ? "0" : id.toString());
    }

    private void add(Key key, OperationId id) {
        var operation =
                new History.Operation(sequence, key, id, false, cluster.world().nanos());
        long amount = cluster.history().nextAmount(key);
        cluster.history().add(operation);
        cluster.history().add(new History.Increment(operation, amount));
        write(operation, new ClientOperation.Put(key, new Mutation.Add(amount), null, id, Tries.ONLY, level()), 1);
    }

    /// When the value, or that of an expiry, is to end; mostly never.
    private long end(boolean plain) {
        if (!cluster.options().endsValues()
                || !plain
                || (random.nextInt(3) != 0
                        && !cluster.options().counts()
                        && !cluster.options().changesParts())) {
            return Lifetime.PLAIN;
        }
        int kind = random.nextInt(8);
        if (kind < 2) {
            return kind == 0 ? Lifetime.KEPT : Lifetime.ENDLESS;
        }
        return cluster.world().wallMillis()
                + 1
                + random.nextLong(
                        cluster.options().counts() ? 60 : cluster.options().changesParts() ? 300 : 3_000);
    }

    /// Sometimes all owners, else what is usual.
    private int level() {
        return cluster.options().levels() && random.nextInt(6) == 0
                ? cluster.options().replicas()
                : 0;
    }

    /// One page or one count; while the network is broken nothing is promised but that a page is one.
    private void look() {
        int partition = random.nextInt(cluster.options().partitions());
        if (random.nextBoolean()) {
            submit(new ClientOperation.Count(partition), (_, _) -> next());
            return;
        }
        var page = new ClientOperation.List(partition, random.nextLong(), 1 + random.nextInt(3));
        long began = cluster.world().nanos();
        submit(page, (outcome, _) -> {
            if (outcome instanceof Outcome.Listed listed) {
                cluster.history().note(new Fact.Page(page, listed, began));
            }
            next();
        });
    }

    private void read(Key key) {
        var operation = new History.Operation(
                ++sequence, key, null, true, cluster.world().nanos());
        cluster.history().add(operation);
        var get = new ClientOperation.Get(key, level());
        // Where replicas differ, a read makes what it shows durable on W owners first.
        int needed = Math.max(
                cluster.options().writeOwners(),
                get.readOwners() > 0 ? get.readOwners() : cluster.options().readOwners());
        submit(get, (outcome, owes) -> {
            operation.end(outcome, cluster.world().nanos());
            cluster.history().note(new Fact.Try(operation, outcome, owes.test(needed)));
            if (outcome instanceof Outcome.Read(var object)) {
                lastSeen.put(key, object.known());
            }
            next();
        });
    }

    private void write(History.Operation operation, ClientOperation.Put put, int triesLeft) {
        int needed =
                put.writeOwners() > 0 ? put.writeOwners() : cluster.options().writeOwners();
        submit(put, (outcome, owes) -> {
            if (put.tries() != Tries.AGAIN) {
                cluster.history().note(new Fact.Try(operation, outcome, owes.test(needed)));
            }
            if (outcome instanceof Outcome.Failed(var failure)
                    && failure == Failure.UNKNOWN
                    && put.tries() != Tries.ONLY
                    && triesLeft > 1
                    && random.nextBoolean()) {
                operation.repeat();
                write(operation, put.delayed(), triesLeft - 1);
                return;
            }
            operation.end(outcome, cluster.world().nanos());
            lookAtDisks(operation, needed);
            next();
        });
    }

    private void lookAtDisks(History.Operation write, int writeOwners) {
        List<VersionVector> known = new ArrayList<>();
        int lost = 0;
        for (SimNode node : nodes) {
            if (!cluster.mayHold(node.id(), write.key())) {
                continue;
            }
            if (node.hasLostData() || node.isPutBack()) {
                lost++;
            } else {
                VersionVector purged = cluster.history()
                        .purgedBefore(write.key(), cluster.world().nanos());
                known.add(node.disk().object(write.key()).context().merge(purged));
            }
        }
        // Who keeps it for owners keeps it until as many hold it as is usual.
        int needed = cluster.options().sloppy()
                ? Math.min(writeOwners, cluster.options().writeOwners())
                : writeOwners;
        cluster.history().note(new Fact.Disks(write, needed, known, lost));
    }

    /// Takes an outcome, and who says whether a quorum of so many was there for it.
    private interface Taker {
        void take(Outcome outcome, IntPredicate owes);
    }

    /// Submits through a random living node; a client that hears nothing gives up and does not know.
    private void submit(ClientOperation operation, Taker whenDone) {
        int at = random.nextInt(nodes.size());
        SimNode node = nodes.get(at);
        ClientOperation sent = inSession(operation);
        long began = cluster.world().nanos();
        boolean[] answered = new boolean[1];
        Consumer<@Nullable Outcome> once = outcome -> {
            if (!answered[0]) {
                answered[0] = true;
                noteSession(operation, outcome);
                whenDone.take(
                        outcome == null ? new Outcome.Failed(Failure.UNKNOWN) : outcome,
                        needed -> isOwed(at, operation, needed, began));
            }
        };
        if (node.isAlive()) {
            node.submit(sent, TIMEOUT_MILLIS, once);
        }
        cluster.world().after(2 * TIMEOUT_MILLIS * World.MILLI, () -> once.accept(null));
    }

    private ClientOperation inSession(ClientOperation operation) {
        if (!cluster.options().sessions() || !(operation instanceof ClientOperation.OfKey ofKey)) {
            return operation;
        }
        int partition = cluster.placement().partitions().of(ofKey.key());
        return new ClientOperation.InSession(ofKey, session.getOrDefault(partition, VersionVector.EMPTY));
    }

    private void noteSession(ClientOperation operation, @Nullable Outcome outcome) {
        VersionVector shown = outcome instanceof Outcome.Read(var object)
                ? object.context()
                : outcome instanceof Outcome.Written written ? written.known().context() : null;
        if (cluster.options().sessions() && shown != null && operation instanceof ClientOperation.OfKey ofKey) {
            session.merge(cluster.placement().partitions().of(ofKey.key()), shown, VersionVector::merge);
            cluster.history()
                    .note(new Fact.Shown(
                            origin, ofKey.key(), shown, cluster.world().nanos()));
        }
    }

    private boolean isOwed(int at, ClientOperation operation, int needed, long began) {
        return cluster.options().isTimely()
                && !cluster.options().sessions()
                && operation instanceof ClientOperation.OfKey ofKey
                && cluster.conditions()
                        .owes(new Conditions.Request(
                                at,
                                cluster.ownersOf(ofKey.key()),
                                needed,
                                operation instanceof ClientOperation.Put,
                                began,
                                cluster.world().nanos()));
    }
}
