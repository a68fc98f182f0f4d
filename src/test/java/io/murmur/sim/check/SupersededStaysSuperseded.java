package io.murmur.sim.check;

import io.murmur.core.replica.message.Attempt;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.sim.History;

/// G5, second half: when one read has shown an operation and a later one has shown it superseded, no try that
/// mints after that carries it out again.
///
/// Not promised: an event minted *before*, by a try whose result was unknown, may arrive late and stand beside
/// the newer value as a concurrent sibling; and a plain write still under way may be superseded by a concurrent
/// one and supersede it in turn with its second dot.
public final class SupersededStaysSuperseded implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation third : history.operations()) {
            StoredObject seen = third.seen();
            if (seen != null) {
                seen.siblings().forEach(shown -> checkShown(history, shown, third));
            }
        }
    }

    private static void checkShown(History history, Sibling shown, History.Operation third) {
        History.Minting minting = history.minting(third.key(), shown.dot());
        if (minting != null && minting.attempt() == Attempt.FIRST) {
            checkTry(history, minting, third);
        }
    }

    private static void checkTry(History history, History.Minting minting, History.Operation third) {
        for (History.Operation second : history.operations()) {
            StoredObject seen = second.seen();
            if (seen != null
                    && second.key().equals(third.key())
                    && second.endNanos() < minting.nanos()
                    && !shows(seen, minting.operation())
                    && wasShownBefore(history, minting, second)) {
                history.violate("took effect again: " + minting.operation() + " was superseded for " + second
                        + " and is shown by " + third);
            }
        }
    }

    private static boolean wasShownBefore(History history, History.Minting minting, History.Operation second) {
        for (History.Operation first : history.operations()) {
            StoredObject seen = first.seen();
            if (seen != null
                    && first.key().equals(second.key())
                    && first.endedBefore(second)
                    && shows(seen, minting.operation())) {
                return true;
            }
        }
        return false;
    }

    private static boolean shows(StoredObject seen, OperationId operation) {
        return seen.siblings().stream().anyMatch(sibling -> sibling.operation().equals(operation));
    }
}
