package io.murmur.sim.check;

import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.sim.History;
import java.util.List;
import java.util.function.Function;

/// G5: no read shows one operation twice.
public final class OperationsTakeEffectOnce implements Checker {

    private final Function<StoredObject, List<Sibling>> shown;

    /// Judges what readers of a namespace that keeps siblings are shown.
    public OperationsTakeEffectOnce() {
        this(object -> object.visible(ConflictRule.SIBLINGS, 0));
    }

    OperationsTakeEffectOnce(Function<StoredObject, List<Sibling>> shown) {
        this.shown = shown;
    }

    @Override
    public void check(History history) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null) {
                List<Sibling> siblings = shown.apply(seen);
                long different =
                        siblings.stream().map(Sibling::operation).distinct().count();
                if (different != siblings.size()) {
                    history.violate("one operation twice: " + read);
                }
            }
        }
    }
}
