package io.murmur.core.value;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One key at a few replicas, through a random history of writes and deletes with all kinds of contexts,
/// merges, and replicas that lose what they know and go on under another actor. Beside each state stands what
/// is true of it.
public final class RandomHistory {

    /// A state somebody has had.
    ///
    /// @param known every event it knows of, one by one: what its context says in short
    public record Reached(StoredObject object, TreeSet<Dot> known) {
        static final Reached ABSENT = new Reached(StoredObject.ABSENT, new TreeSet<>());
    }

    private static final int REPLICAS = 3;

    private final Random random;
    private final ObjectMerge merge = new ObjectMerge(Safeguards.ALL);
    private final List<Reached> reached = new ArrayList<>(List.of(Reached.ABSENT));
    private final List<Reached> replicas = new ArrayList<>();
    private final List<ActorId> actors = new ArrayList<>();
    private final TreeMap<ActorId, Long> counters = new TreeMap<>();
    private final TreeMap<Dot, TreeSet<Dot>> knownBy = new TreeMap<>();
    private final TreeSet<Dot> expiries = new TreeSet<>();
    private final TreeMap<Dot, Long> increments = new TreeMap<>();
    private final TreeMap<Dot, String> elements = new TreeMap<>();
    private final TreeSet<Dot> deletes = new TreeSet<>();
    private final TreeSet<Dot> additions = new TreeSet<>();
    private long incarnations;

    /// Lives through `steps` steps.
    public RandomHistory(long seed, int steps) {
        this.random = new Random(seed);
        for (int replica = 0; replica < REPLICAS; replica++) {
            replicas.add(Reached.ABSENT);
            actors.add(newActor(replica));
        }
        for (int step = 0; step < steps; step++) {
            step(random.nextInt(REPLICAS));
        }
    }

    private ActorId newActor(int replica) {
        return new ActorId(new NodeId(replica + 1), ++incarnations);
    }

    private void step(int replica) {
        switch (random.nextInt(19)) {
            case 0, 1, 2 -> write(replica, replicas.get(replica));
            case 3, 4 -> write(replica, anyReached());
            case 5 -> write(replica, join(anyReached(), anyReached()));
            case 6 -> write(replica, Reached.ABSENT);
            case 7, 8 -> become(replica, join(replicas.get(replica), anyReached()));
            case 9, 10 -> expire(replica);
            case 11, 12 -> add(replica);
            case 13, 14, 15 -> change(replica);
            case 16, 17 -> unite(replica);
            default -> {
                if (random.nextInt(4) == 0) {
                    become(replica, anyReached());
                    actors.set(replica, newActor(replica));
                }
            }
        }
    }

    /// A write at `replica` by somebody who knew what `reader` knew.
    private void write(int replica, Reached reader) {
        Reached current = replicas.get(replica);
        ActorId actor = actors.get(replica);
        Dot dot = new Dot(actor, counters.merge(actor, 1L, Long::sum));
        OperationId operation = new OperationId(1 + random.nextInt(3), random.nextInt(8));
        Value value = value();
        Expiry expiry = value != null && random.nextInt(3) == 0 ? Expiry.at(1 + random.nextInt(9)) : null;
        Sibling written = new Sibling(dot, random.nextInt(4), operation, value, expiry);
        if (written.isDelete()) {
            deletes.add(dot);
        }
        knownBy.put(dot, reader.known());
        TreeSet<Dot> known = new TreeSet<>(current.known());
        known.addAll(reader.known());
        known.add(dot);
        become(
                replica,
                new Reached(merge.write(current.object(), reader.object().known(), written), known));
    }

    /// An expiry of what `replica` holds. It supersedes the expiries that are known there, and nothing else.
    private void expire(int replica) {
        Reached current = replicas.get(replica);
        ActorId actor = actors.get(replica);
        Dot dot = new Dot(actor, counters.merge(actor, 1L, Long::sum));
        Expiry expiry = new Expiry(
                1 + random.nextInt(9), random.nextInt(9), current.object().context());
        OperationId operation = new OperationId(1 + random.nextInt(3), random.nextInt(8));
        TreeSet<Dot> superseded = new TreeSet<>(current.known());
        superseded.retainAll(expiries);
        knownBy.put(dot, superseded);
        expiries.add(dot);
        TreeSet<Dot> known = new TreeSet<>(current.known());
        known.add(dot);
        Sibling written = new Sibling(dot, random.nextInt(4), operation, null, expiry);
        become(replica, new Reached(merge.expire(current.object(), written, Long.MIN_VALUE), known));
    }

    /// An increment at `replica`. It supersedes the one of its actor before, and nothing else.
    private void add(int replica) {
        Reached current = replicas.get(replica);
        ActorId actor = actors.get(replica);
        Dot dot = new Dot(actor, counters.merge(actor, 1L, Long::sum));
        TreeSet<Dot> superseded = new TreeSet<>(current.known());
        superseded.removeIf(
                known -> !increments.containsKey(known) || !known.actor().equals(actor));
        knownBy.put(dot, superseded);
        long added = random.nextInt(9) - 4L;
        increments.put(dot, added);
        TreeSet<Dot> known = new TreeSet<>(current.known());
        known.add(dot);
        OperationId operation = new OperationId(1 + random.nextInt(3), random.nextInt(8));
        Expiry expiry = random.nextInt(3) == 0 ? Expiry.at(1 + random.nextInt(9)) : null;
        Amount before = amountOf(current.object(), actor);
        Amount amount = before == null
                ? new Amount(added, dot.counter(), random.nextInt(9))
                : new Amount(before.total() + added, before.since(), before.sinceMillis());
        Sibling written = new Sibling(dot, random.nextInt(4), operation, null, expiry, amount);
        become(replica, new Reached(merge.add(current.object(), written, Long.MIN_VALUE), known));
    }

    /// A change of one or two elements at `replica`, or their removal. It supersedes what is known there of the same
    /// ones, deletes and removals, and nothing else.
    private void change(int replica) {
        Reached current = replicas.get(replica);
        ActorId actor = actors.get(replica);
        TreeSet<String> names = new TreeSet<>(List.of("x", "y", "z").subList(random.nextInt(2), 2 + random.nextInt(2)));
        boolean removes = random.nextInt(3) == 0;
        TreeSet<Dot> superseded = new TreeSet<>(current.known());
        superseded.removeIf(known -> !deletes.contains(known) && !names.contains(elements.getOrDefault(known, "")));
        OperationId operation = new OperationId(1 + random.nextInt(3), random.nextInt(8));
        Value value = Value.of("v" + random.nextInt(3));
        TreeSet<Dot> known = new TreeSet<>(current.known());
        List<Sibling> written = new ArrayList<>();
        for (String name : removes ? List.of("") : names) {
            Dot dot = new Dot(actor, counters.merge(actor, 1L, Long::sum));
            Element element = new Element(KeyType.HASH, removes ? null : Value.of(name));
            written.add(new Sibling(dot, random.nextInt(4), operation, removes ? null : value, null, element));
            if (removes) {
                deletes.add(dot);
            } else {
                elements.put(dot, name);
            }
            knownBy.put(dot, superseded);
            known.add(dot);
        }
        TreeSet<Dot> gone = superseded;
        become(
                replica,
                new Reached(merge.change(current.object(), sibling -> gone.contains(sibling.dot()), written), known));
    }

    /// An addition at `replica` to a HyperLogLog, which supersedes nothing, or takes the place of all that are known
    /// there.
    private void unite(int replica) {
        Reached current = replicas.get(replica);
        ActorId actor = actors.get(replica);
        Dot dot = new Dot(actor, counters.merge(actor, 1L, Long::sum));
        boolean unites = random.nextBoolean();
        TreeSet<Dot> superseded = new TreeSet<>(current.known());
        superseded.removeIf(known -> !unites || !additions.contains(known));
        additions.add(dot);
        knownBy.put(dot, superseded);
        TreeSet<Dot> known = new TreeSet<>(current.known());
        known.add(dot);
        HyperLogLog added = HyperLogLog.ofElements(List.of(new byte[] {(byte) random.nextInt(5)}));
        HyperLogLog seen = HyperLogLog.union(List.of(added, Registers.in(current.object(), Long.MIN_VALUE)));
        OperationId operation = new OperationId(1 + random.nextInt(3), random.nextInt(8));
        Sibling written =
                new Sibling(dot, random.nextInt(4), operation, null, null, new Registers(unites ? seen : added));
        become(
                replica,
                new Reached(
                        merge.change(
                                current.object(), sibling -> unites && sibling.registers() != null, List.of(written)),
                        known));
    }

    private static @Nullable Amount amountOf(StoredObject object, ActorId actor) {
        return object.siblings().stream()
                .filter(sibling -> sibling.dot().actor().equals(actor))
                .map(Sibling::amount)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Value value() {
        return random.nextInt(4) == 0 ? null : Value.of("v" + random.nextInt(5));
    }

    private Reached join(Reached left, Reached right) {
        TreeSet<Dot> known = new TreeSet<>(left.known());
        known.addAll(right.known());
        return new Reached(merge.merge(left.object(), right.object()), known);
    }

    private void become(int replica, Reached state) {
        replicas.set(replica, state);
        reached.add(state);
    }

    /// Any state of this history.
    public Reached anyReached() {
        return reached.get(random.nextInt(reached.size()));
    }

    public List<Reached> reached() {
        return reached;
    }

    /// What must be alive where `known` is known: an event is gone if a known one was written by somebody who
    /// knew it.
    List<Dot> alive(Set<Dot> known) {
        TreeSet<Dot> alive = new TreeSet<>(known);
        for (Dot dot : known) {
            alive.removeAll(knownBy.getOrDefault(dot, new TreeSet<>()));
        }
        return List.copyOf(alive);
    }

    /// What is to be counted where `known` is known: each increment whose event no known write knew.
    long sum(Set<Dot> known) {
        long sum = 0;
        for (Dot dot : known) {
            boolean isOver = known.stream()
                    .anyMatch(later -> !increments.containsKey(later)
                            && knownBy.getOrDefault(later, new TreeSet<>()).contains(dot));
            sum += isOver ? 0 : increments.getOrDefault(dot, 0L);
        }
        return sum;
    }

    /// The context that covers exactly `known`.
    static VersionVector contextOf(Set<Dot> known) {
        VersionVector context = VersionVector.EMPTY;
        for (Dot dot : known) {
            context = context.with(dot);
        }
        return context;
    }
}
