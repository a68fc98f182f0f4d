package io.murmur.sim.check.replica;

import io.murmur.core.machine.Key;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// After the heal and a read of all, every owner holds the same bytes of a key, or none of them holds any.
public final class ReplicasAreEqual implements Checker {

    @Override
    public void check(History history) {
        Map<Key, Fact.Row> first = new TreeMap<>();
        for (Fact.Row row : history.all(Fact.Row.class)) {
            Fact.Row other = first.putIfAbsent(row.key(), row);
            if (other != null && !Objects.equals(other.bytes(), row.bytes())) {
                history.violate("replicas of " + row.key() + " differ after a read of all: " + other.owner() + " and "
                        + row.owner());
            }
        }
    }
}
