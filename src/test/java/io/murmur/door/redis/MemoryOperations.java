package io.murmur.door.redis;

import io.murmur.actor.coordinator.Asker;
import io.murmur.actor.coordinator.Operations;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.Amount;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import io.murmur.core.value.shown.Elements;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/// A store of one replica in memory, with the causality of the real one. Answers on `executor`; thread-safe.
final class MemoryOperations implements Operations {

    private final ActorId actor = new ActorId(new NodeId(7), 1);
    private final TreeMap<Key, StoredObject> objects = new TreeMap<>();
    private final Partitions partitions;
    private final Executor executor;
    private volatile Predicate<ClientOperation> fails = _ -> false;
    private volatile Failure failure = Failure.OVERLOADED;
    private long counter;

    MemoryOperations(Partitions partitions, Executor executor) {
        this.partitions = partitions;
        this.executor = executor;
    }

    /// From now on what `which` accepts ends with `with`, without effect.
    void fail(Failure with, Predicate<ClientOperation> which) {
        failure = with;
        fails = which;
    }

    @Override
    public void submit(ClientOperation operation, long timeoutMillis, Asker asker) {
        executor.execute(() -> asker.answered(carryOut(operation), null));
    }

    private synchronized Outcome carryOut(ClientOperation operation) {
        if (fails.test(operation)) {
            return new Outcome.Failed(failure);
        }
        ClientOperation plain = operation instanceof ClientOperation.InSession(var inner, _) ? inner : operation;
        return switch (plain) {
            case ClientOperation.Get get -> new Outcome.Read(objectOf(get.key()));
            case ClientOperation.Put put -> write(put);
            case ClientOperation.InSession session -> throw new IllegalStateException(session + " was unwrapped");
            case ClientOperation.List list -> list(list);
            case ClientOperation.Count(var partition) ->
                new Outcome.Counted(living(partition).size());
        };
    }

    private StoredObject objectOf(Key key) {
        return objects.getOrDefault(key, StoredObject.ABSENT);
    }

    private Outcome write(ClientOperation.Put put) {
        StoredObject old = objectOf(put.key());
        boolean known =
                old.siblings().stream().anyMatch(sibling -> sibling.operation().equals(put.operation()));
        if (put.tries() == Tries.AGAIN && known) {
            return new Outcome.Written(Known.of(old.context()), old.isAlive());
        }
        boolean existed = old.isAliveAt(System.currentTimeMillis());
        boolean isExpiry = put.mutation() instanceof Mutation.Expire;
        if (isExpiry && !existed) {
            return new Outcome.Failed(Failure.NO_SUCH_KEY);
        }
        if (put.mutation() instanceof Mutation.Add(var amount, _)) {
            return add(put, old, amount);
        }
        if (put.mutation() instanceof Mutation.Unite(var seen)) {
            return unite(put, old, seen);
        }
        if (put.mutation() instanceof Mutation.OfElements elements) {
            return change(put, old, elements);
        }
        Known given = put.known();
        VersionVector covered = given == null ? old.context() : given.context();
        Dot dot = new Dot(actor, ++counter);
        List<Sibling> siblings = new ArrayList<>(old.siblings());
        siblings.removeIf(sibling -> covered.covers(sibling.dot()) && (!isExpiry || sibling.isExpiry()));
        long said = put.mutation().end();
        long end = said != Lifetime.KEPT ? said : existed ? old.endsAt() : Lifetime.PLAIN;
        Expiry expiry = isExpiry
                ? new Expiry(end, said(old), covered)
                : end > Lifetime.PLAIN && end != Lifetime.ENDLESS ? Expiry.at(end) : null;
        siblings.add(new Sibling(dot, counter, put.operation(), put.mutation().value(), expiry));
        VersionVector context = old.context().merge(covered).with(dot);
        objects.put(put.key(), StoredObject.of(context, siblings, 0));
        return new Outcome.Written(Known.of(covered.with(dot)), existed);
    }

    private static boolean isOtherThan(StoredObject old, KeyType wanted) {
        KeyType type = Elements.typeOf(old, ConflictRule.SIBLINGS, System.currentTimeMillis());
        return type != null && type != wanted;
    }

    /// What it supersedes is what one replica does in its second round (`core.replica.ElementStep`).
    private Outcome change(ClientOperation.Put put, StoredObject old, Mutation.OfElements mutation) {
        if (isOtherThan(old, mutation.type())) {
            return new Outcome.Failed(Failure.WRONG_TYPE);
        }
        long now = System.currentTimeMillis();
        Set<Value> before = Elements.of(old, mutation.type(), now).keySet();
        Set<Value> names = new TreeSet<>(mutation.names());
        long found = names.stream().filter(before::contains).count();
        StoredObject after = new ObjectMerge(Safeguards.ALL)
                .change(
                        old,
                        sibling -> sibling.isDelete()
                                || sibling.isRemoval()
                                || isOneOf(names, mutation.type(), sibling)
                                || (sibling.isValue() && old.endOf(sibling) <= now),
                        written(put, old, mutation));
        objects.put(put.key(), after);
        return new Outcome.Written(
                after.known(),
                old.isAliveAt(now),
                mutation instanceof Mutation.PutElements ? names.size() - found : found);
    }

    private static boolean isOneOf(Set<Value> names, KeyType type, Sibling sibling) {
        Element element = sibling.element();
        Value name = element == null || element.type() != type ? null : element.name();
        return name != null && names.contains(name);
    }

    private List<Sibling> written(ClientOperation.Put put, StoredObject old, Mutation.OfElements mutation) {
        List<Sibling> written = new ArrayList<>();
        if (mutation instanceof Mutation.PutElements(var type, var entries)) {
            boolean ends = old.isAliveAt(System.currentTimeMillis()) && old.endsAt() != Expiry.NEVER;
            Expiry expiry = ends ? Expiry.at(old.endsAt()) : null;
            for (Mutation.Entry entry : entries) {
                Element element = new Element(type, entry.name());
                written.add(new Sibling(
                        new Dot(actor, ++counter), counter, put.operation(), entry.value(), expiry, element));
            }
        } else {
            Element removal = new Element(mutation.type(), null);
            written.add(new Sibling(new Dot(actor, ++counter), counter, put.operation(), null, null, removal));
        }
        return written;
    }

    /// What one replica does in its second round (`core.replica.UniteStep`).
    private Outcome unite(ClientOperation.Put put, StoredObject old, HyperLogLog added) {
        long now = System.currentTimeMillis();
        HyperLogLog shown = Distinct.of(old, ConflictRule.SIBLINGS, now);
        if (shown == null) {
            return new Outcome.Failed(Failure.WRONG_TYPE);
        }
        boolean ends = old.isAliveAt(now) && old.endsAt() != Expiry.NEVER;
        Sibling written = new Sibling(
                new Dot(actor, ++counter),
                counter,
                put.operation(),
                null,
                ends ? Expiry.at(old.endsAt()) : null,
                new Registers(HyperLogLog.union(List.of(added, Registers.in(old, now)))));
        StoredObject after = new ObjectMerge(Safeguards.ALL)
                .change(
                        old,
                        sibling -> sibling.isDelete() || sibling.isRemoval() || sibling.registers() != null,
                        List.of(written));
        objects.put(put.key(), after);
        boolean isNew = !old.isAliveAt(now) || !shown.includes(added);
        return new Outcome.Written(after.known(), old.isAliveAt(now), isNew ? 1 : 0);
    }

    private Outcome add(ClientOperation.Put put, StoredObject old, long amount) {
        if (isOtherThan(old, KeyType.STRING)) {
            return new Outcome.Failed(Failure.WRONG_TYPE);
        }
        Long number = Counting.shown(old, ConflictRule.SIBLINGS, System.currentTimeMillis());
        if (number == null) {
            return new Outcome.Failed(Failure.NOT_A_NUMBER);
        }
        Dot dot = new Dot(actor, ++counter);
        var added = new Sibling(
                dot,
                counter,
                put.operation(),
                null,
                null,
                new Amount(amount + sumOf(old), 1, System.currentTimeMillis()));
        StoredObject after = new ObjectMerge(Safeguards.ALL).add(old, added, System.currentTimeMillis());
        objects.put(put.key(), after);
        return new Outcome.Written(after.known(), old.isAlive(), number + amount);
    }

    private static long sumOf(StoredObject object) {
        return Counting.sum(object, 0);
    }

    private static long said(StoredObject before) {
        return before.siblings().stream()
                .filter(Sibling::isExpiry)
                .mapToLong(sibling -> Objects.requireNonNull(sibling.expiry()).saidMillis())
                .min()
                .orElse(System.currentTimeMillis());
    }

    private List<Key> living(int partition) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getValue().isAlive() && partitions.of(entry.getKey()) == partition)
                .map(entry -> entry.getKey())
                .toList();
    }

    private Outcome list(ClientOperation.List list) {
        List<Key> keys = new ArrayList<>();
        for (Key key : living(list.partition())) {
            if (Long.compareUnsigned(key.hash(), list.fromHash()) >= 0) {
                boolean sameHash = !keys.isEmpty() && keys.getLast().hash() == key.hash();
                if (keys.size() >= list.limit() && !sameHash) {
                    return new Outcome.Listed(keys, key.hash(), false);
                }
                keys.add(key);
            }
        }
        return new Outcome.Listed(keys, 0, true);
    }
}
