package io.murmur.sim.check.listing;

import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// After the heal and a read of all, every owner counts exactly the keys that show a value.
public final class CountsAreExact implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Count count : history.all(Fact.Count.class)) {
            int living = history.livingKeys(count.partition()).size();
            if (count.livingKeys() != living) {
                history.violate(count.owner() + " counts " + count.livingKeys() + " keys in partition "
                        + count.partition() + ", but " + living + " show a value");
            }
        }
    }
}
