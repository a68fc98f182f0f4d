package io.murmur.sim.check;

import io.murmur.core.value.StoredObject;
import io.murmur.sim.History;

/// With blocking read repair and 2R > N, of two reads of a key in sequence the second knows all that the first
/// knew.
public final class ReadsNeverGoBack implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation first : history.operations()) {
            StoredObject before = first.seen();
            for (History.Operation second : history.operations()) {
                StoredObject after = second.seen();
                if (before != null
                        && after != null
                        && first.key().equals(second.key())
                        && first.endedBefore(second)
                        && !after.context().dominates(before.context())) {
                    history.violate("went back: " + second + " knows less than " + first);
                }
            }
        }
    }
}
