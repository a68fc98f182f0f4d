package io.murmur.sim.check.replica;

import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// In the end each replica knows every counter it has given out to be applied or void, without a gap.
public final class CountersAreAccountedFor implements Checker {

    @Override
    public void check(History history) {
        for (Fact.OwnCounters own : history.all(Fact.OwnCounters.class)) {
            if (!own.known().isContiguous() || own.known().max() < own.last()) {
                history.violate("counters of " + own.self() + " in partition " + own.partition()
                        + " are neither applied nor void: " + own.known() + " of " + own.last());
            }
        }
    }
}
