package io.murmur.sim.check.replica;

import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// Some time after the heal no owner keeps a key that was deleted. Where a volume was lost this is not
/// promised: the context may name an event of it that never reached anybody, so that no clock is without
/// gaps. Nor where clocks are wrong: a delete from the future stays until its time has come.
public final class DeletesAreForgotten implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Held held : history.all(Fact.Held.class)) {
            if (held.isDead()) {
                history.violate(
                        held.owner() + " still keeps the deleted " + held.key() + ", which knows " + held.known());
            }
        }
    }
}
