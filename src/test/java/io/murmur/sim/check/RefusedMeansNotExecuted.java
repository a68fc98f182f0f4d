package io.murmur.sim.check;

import io.murmur.sim.History;

/// G5, first half: what is answered with another failure than "unknown" was not, and will not be, carried out.
public final class RefusedMeansNotExecuted implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation operation : history.operations()) {
            if (operation.isSurelyNotExecuted()) {
                history.mintingsOf(operation.key()).stream()
                        .filter(minting -> minting.operation().equals(operation.write()))
                        .forEach(minting -> history.violate(
                                "carried out as " + minting.dot() + " though it was refused: " + operation));
            }
        }
    }
}
