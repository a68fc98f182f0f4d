package io.murmur.sim.check;

import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.sim.History;

/// G5, second half: when one read has shown an operation and a later one has shown it superseded, no try that
/// begins after that carries it out again.
///
/// Not promised: of tries that began *before*, each may have an event that arrives late and stands beside the newer
/// value as a concurrent sibling. Two tries under way at once cannot know of each other without agreeing first: one
/// may have asked the owners before the other's event came to them (seed 31,571). And a plain write still under way
/// may be superseded by a concurrent one and supersede it in turn with its second dot.
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
        if (minting != null && minting.attempt().isFirst()) {
            checkTry(history, minting, third);
        }
    }

    private static void checkTry(History history, History.Minting minting, History.Operation third) {
        for (History.Operation second : history.operations()) {
            StoredObject seen = second.seen();
            if (seen != null
                    && second.key().equals(third.key())
                    && second.endNanos() < minting.tryNanos()
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
