package io.murmur.sim.check.replica;

import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// A replica's tree, kept up to date change by change and through every crash, is the one its rows make.
public final class TreesFitRows implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Applied applied : history.all(Fact.Applied.class)) {
            if (!applied.treeFits()) {
                history.violate("the tree of partition " + applied.partition() + " on " + applied.owner()
                        + " is not that of its rows");
            }
        }
    }
}
