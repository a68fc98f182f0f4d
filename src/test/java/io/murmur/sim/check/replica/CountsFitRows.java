package io.murmur.sim.check.replica;

import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// Whatever a node went through, and whether it may answer or not: it counts as many living keys as it has rows of
/// such.
public final class CountsFitRows implements Checker {

    @Override
    public void check(History history) {
        for (Fact.OwnCount own : history.all(Fact.OwnCount.class)) {
            if (own.counted() != own.rows()) {
                history.violate(own.node() + " counts " + own.counted() + " living keys in partition " + own.partition()
                        + " but has " + own.rows() + " rows of such");
            }
        }
    }
}
