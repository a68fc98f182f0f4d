package io.murmur.sim.check.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.version.PartitionClock;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// G6: some time after the heal, without any client's help, every owner holds the same bytes of a key, and
/// has applied the same dots of a partition.
public final class ReplicasConverge implements Checker {

    @Override
    public void check(History history) {
        Map<Key, Fact.Held> first = new TreeMap<>();
        for (Fact.Held held : history.all(Fact.Held.class)) {
            Fact.Held other = first.putIfAbsent(held.key(), held);
            if (other != null && !Objects.equals(other.bytes(), held.bytes())) {
                history.violate("replicas of " + held.key() + " did not converge: " + other.owner() + " knows "
                        + other.known() + ", " + held.owner() + " knows " + held.known());
            }
        }
        Map<Integer, Fact.Applied> clocks = new TreeMap<>();
        for (Fact.Applied applied : history.all(Fact.Applied.class)) {
            Fact.Applied other = clocks.putIfAbsent(applied.partition(), applied);
            if (other != null && !other.clock().equals(applied.clock())) {
                PartitionClock missing = other.clock().minus(applied.clock());
                missing.addAll(applied.clock().minus(other.clock()));
                history.violate("clocks of partition " + applied.partition() + " did not converge: " + other.owner()
                        + " and " + applied.owner() + " differ in " + missing);
            }
        }
    }
}
