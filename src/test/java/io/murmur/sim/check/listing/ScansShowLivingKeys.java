package io.murmur.sim.check.listing;

import io.murmur.core.machine.Key;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.util.List;

/// After the heal and a read of all, a scan through any node lists exactly the keys that show a value, each
/// once, in order.
public final class ScansShowLivingKeys implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Scan scan : history.all(Fact.Scan.class)) {
            List<Key> living = history.livingKeys(scan.partition());
            if (!living.equals(scan.keys())) {
                history.violate("a scan of partition " + scan.partition() + " lists " + scan.keys() + ", but " + living
                        + " show a value");
            }
        }
    }
}
