package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.version.VersionVector;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Goes through every state that [PurgeModel] can come to, and looks for one in which something deleted and
/// purged is back (G7).
class PurgeModelTest {

    private static final PurgeModel.Bounds SHORT = new PurgeModel.Bounds(2, 0, false);
    private static final PurgeModel.Bounds WRITES = new PurgeModel.Bounds(3, 0, false);
    private static final PurgeModel.Bounds EXCHANGES = new PurgeModel.Bounds(2, 1, false);
    private static final PurgeModel.Bounds LOSS = new PurgeModel.Bounds(2, 0, true);
    private static final int STATES_MAX = 500_000;

    private int states;
    private int purged;

    private PurgeModel.@Nullable State firstBad(PurgeModel.Bounds bounds, Safeguards safeguards) {
        PurgeModel model = new PurgeModel(bounds, safeguards);
        Set<PurgeModel.State> seen = new LinkedHashSet<>();
        ArrayDeque<PurgeModel.State> left = new ArrayDeque<>();
        left.add(model.begin());
        seen.add(model.begin());
        while (!left.isEmpty()) {
            PurgeModel.State state = left.remove();
            purged += state.buried().equals(VersionVector.EMPTY) ? 0 : 1;
            if (state.hasResurrected()) {
                return state;
            }
            for (PurgeModel.State next : model.next(state)) {
                if (seen.add(next)) {
                    left.add(next);
                }
            }
            states = seen.size();
            assertTrue(states < STATES_MAX, "the model is too large to go through");
        }
        return null;
    }

    private void allIsWell(PurgeModel.Bounds bounds) {
        PurgeModel.State bad = firstBad(bounds, Safeguards.ALL);
        assertFalse(bad != null, () -> "is back: " + bad);
        assertTrue(purged > 0 && purged < states, "a part of the states is behind a purge");
    }

    @Test
    void noLateFrameBringsBackWhatWasPurged() {
        allIsWell(SHORT);
    }

    @Test
    void noExchangeBringsBackWhatWasPurged() {
        allIsWell(EXCHANGES);
    }

    @Test
    void noLostRowBringsBackWhatWasPurged() {
        allIsWell(LOSS);
    }

    @Test
    void somethingIsBackWithoutARule() {
        assertIsBack(SHORT, Safeguard.PURGE_NEEDS_ALL);
        assertIsBack(SHORT, Safeguard.REFUSE_SEEN_BEFORE);
        assertIsBack(WRITES, Safeguard.VOUCH_WITHOUT_GAPS);
    }

    private void assertIsBack(PurgeModel.Bounds bounds, Safeguard off) {
        assertNotNull(firstBad(bounds, Safeguards.without(off)), "nothing came back although " + off + " was off");
    }
}
