package io.murmur.sim.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Node 0 is asked from second 10 to second 11 for a key of nodes 0, 1 and 2; node 3 owns nothing.
class ConditionsTest {

    private static final long SECOND = 1_000_000_000;

    private final Conditions conditions = new Conditions(4);

    private boolean owes(int coordinator, int needed) {
        return conditions.owes(request(coordinator, needed, true));
    }

    private static Conditions.Request request(int coordinator, int needed, boolean writes) {
        return new Conditions.Request(coordinator, List.of(0, 1, 2), needed, writes, 10 * SECOND, 11 * SECOND);
    }

    @Test
    void allIsWell() {
        assertTrue(owes(0, 3));
        assertTrue(owes(3, 3));
        assertFalse(owes(0, 4));
    }

    @Test
    void anOwnerThatWasAwayAllTheTimeIsMissing() {
        conditions.away(2, true, 5 * SECOND);
        assertTrue(owes(0, 2));
        assertTrue(owes(3, 2));
        assertFalse(owes(0, 3));
    }

    @Test
    void nothingIsOwedWhileAChangeMayGoUnnoticed() {
        conditions.away(2, true, 2 * SECOND);
        conditions.away(2, false, 9 * SECOND + 1);
        assertFalse(owes(0, 2));
    }

    @Test
    void whatEndedLongBeforeIsForgotten() {
        conditions.away(2, true, 2 * SECOND);
        conditions.away(2, false, 9 * SECOND - 1);
        assertTrue(owes(0, 3));
    }

    @Test
    void whoIsAskedMustBeThere() {
        conditions.away(0, true, 10 * SECOND);
        assertFalse(owes(0, 1));
    }

    @Test
    void aReplicaThatStoresNothingDoesNotCountForWrites() {
        conditions.unable(0, EnumSet.of(Conditions.Ability.STORE), 9 * SECOND);
        assertTrue(owes(0, 2));
        assertFalse(owes(0, 3));
        assertTrue(conditions.owes(request(0, 3, false)));
        conditions.unable(0, EnumSet.of(Conditions.Ability.ANSWER), 9 * SECOND);
        assertFalse(conditions.owes(request(0, 3, false)));
    }

    @Test
    void nothingIsOwedWhenADiskFillsUpMeanwhile() {
        conditions.unable(1, EnumSet.of(Conditions.Ability.STORE), 10 * SECOND + 1);
        assertFalse(owes(0, 2));
    }

    @Test
    void somebodyMustNameTheEvent() {
        conditions.unable(0, EnumSet.of(Conditions.Ability.NAME), 9 * SECOND);
        conditions.unable(1, EnumSet.of(Conditions.Ability.NAME), 9 * SECOND);
        assertTrue(owes(0, 3));
        conditions.unable(2, EnumSet.of(Conditions.Ability.NAME), 9 * SECOND);
        assertFalse(owes(0, 3));
    }

    /// Whom it is handed to first may wait for owners it cannot reach.
    @Test
    void allThatMayBeAskedMustReachEachOther() {
        conditions.unable(1, EnumSet.of(Conditions.Ability.STORE), 9 * SECOND);
        assertTrue(owes(3, 2));
        conditions.cut(1, 2, true, SECOND);
        assertFalse(owes(3, 2));
    }

    @Test
    void aLinkThatIsCutOneWayPromisesNothing() {
        conditions.cut(0, 1, true, SECOND);
        assertFalse(owes(0, 2));
        conditions.cut(1, 0, true, SECOND);
        assertTrue(owes(0, 2));
    }

    @Test
    void ownersMustReachEachOtherWhenOneOfThemCoordinates() {
        conditions.cut(1, 2, true, SECOND);
        conditions.cut(2, 1, true, SECOND);
        assertTrue(owes(0, 3));
        assertFalse(owes(3, 2));
    }
}
