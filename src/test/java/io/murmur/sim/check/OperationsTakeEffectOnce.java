package io.murmur.sim.check;

import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.sim.History;
import java.util.List;

/// G5: no read shows one operation twice.
public final class OperationsTakeEffectOnce implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null) {
                List<Sibling> siblings = seen.visible(ConflictRule.SIBLINGS);
                long different =
                        siblings.stream().map(Sibling::operation).distinct().count();
                if (different != siblings.size()) {
                    history.violate("one operation twice: " + read);
                }
            }
        }
    }
}
