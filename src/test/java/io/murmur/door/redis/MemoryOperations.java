package io.murmur.door.redis;

import io.murmur.actor.coordinator.Asker;
import io.murmur.actor.coordinator.Operations;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
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
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
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
        return switch (operation) {
            case ClientOperation.Get get -> new Outcome.Read(objectOf(get.key()));
            case ClientOperation.Put put -> write(put);
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

    private Outcome add(ClientOperation.Put put, StoredObject old, long amount) {
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
