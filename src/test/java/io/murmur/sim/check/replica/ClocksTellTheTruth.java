package io.murmur.sim.check.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// At every moment, who counts an event as applied holds it, or what superseded it: purging and sessions
/// build on that.
public final class ClocksTellTheTruth implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Knew knew : history.all(Fact.Knew.class)) {
            for (History.Minting minting : history.mintingsIn(knew.partition())) {
                Key key = minting.key();
                VersionVector context = knew.contexts().getOrDefault(key, VersionVector.EMPTY);
                if (knew.clock().covers(minting.dot()) && !context.covers(minting.dot())) {
                    history.violate(knew.owner() + " counted " + minting.dot() + " of " + key + " as applied and knew "
                            + context);
                }
            }
        }
    }
}
