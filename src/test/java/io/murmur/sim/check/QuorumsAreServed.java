package io.murmur.sim.check;

import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.sim.Fact;
import io.murmur.sim.History;

/// G8: whoever still reaches W (R) owners goes on writing (reading), also while other nodes are broken.
public final class QuorumsAreServed implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Try tried : history.all(Fact.Try.class)) {
            if (tried.isOwed() && tried.outcome() instanceof Outcome.Failed(var failure) && isRefusal(failure)) {
                history.violate("not served though a quorum was there: " + tried);
            }
        }
    }

    /// What is wrong with the request itself is nobody's absence.
    private static boolean isRefusal(Failure failure) {
        return switch (failure) {
            case OVERLOADED, TOO_FEW_OWNERS, TRY_AGAIN, UNKNOWN, DISK_FULL, CLOCK_AHEAD, ROTTEN -> true;
            case TOO_MANY_SIBLINGS,
                    FOREIGN_CONTEXT,
                    NO_SUCH_KEY,
                    NOT_A_NUMBER,
                    OUT_OF_RANGE,
                    WRONG_TYPE,
                    TOO_MANY_ELEMENTS -> false;
        };
    }
}
