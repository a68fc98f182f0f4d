package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// When a node believes that its own clock is wrong.
class ClockGuardTest {

    private static final String[] OTHERS = {"b", "c", "d", "e"};

    /// Hellos for `millis`, one each 250; the others' clocks are ahead by this much (negative: behind).
    private static void hearFor(Member a, long millis, long... aheadMillis) {
        for (long passed = 0; passed < millis; passed += 250) {
            for (int i = 0; i < aheadMillis.length; i++) {
                a.hear(Member.hello(OTHERS[i], 20), aheadMillis[i]);
            }
            a.pass(250);
        }
    }

    private static boolean isAhead(long... aheadMillis) {
        Member a = Member.started("a", aheadMillis.length + 1);
        hearFor(a, 1_000, aheadMillis);
        return a.view().clockAhead();
    }

    @Test
    void isAheadWhenItLeadsMoreThanHalfOfAllMembers() {
        assertTrue(isAhead(-501, -501));
        assertTrue(isAhead(-501, -501, -501, 0));
        assertTrue(isAhead(-501, -501, -501));
    }

    @Test
    void isNotAheadWhenItLeadsHalfOrFewer() {
        assertFalse(isAhead(-10_000, 0));
        assertFalse(isAhead(-10_000, -10_000, 0));
        assertFalse(isAhead(-10_000, -10_000, 0, 0));
    }

    @Test
    void isNotAheadWithinTheGuard() {
        assertFalse(isAhead(-500, -500));
    }

    @Test
    void isNeverAheadWhereNobodyCanTellWhoseClockIsWrong() {
        assertFalse(isAhead(-10_000));
        assertFalse(isAhead());
    }

    @Test
    void publishesTheLeadOverMoreThanHalf() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, -700, -900);
        assertEquals(700, a.view().clockLeadMillis());
        Member behind = Member.started("a", 3);
        hearFor(behind, 1_000, 5_000, 6_000);
        assertEquals(-6_000, behind.view().clockLeadMillis());
    }

    /// A message takes its time, which looks like a lead; the quickest of the last ones tells.
    @Test
    void takesDelayForNoLead() {
        Member a = Member.started("a", 3);
        for (int i = 0; i < 40; i++) {
            long delay = i % 4 == 0 ? 20 : 3_000;
            hearFor(a, 250, -delay, -delay);
            assertFalse(a.view().clockAhead(), "hello " + i);
        }
    }

    @Test
    void noticesAtOnceThatItsOwnClockJumped() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, 0, 0);
        a.jumpWallClock(60_000);
        a.pass(50);
        assertTrue(a.view().clockAhead());
        assertEquals(60_000, a.view().clockLeadMillis());
        a.jumpWallClock(-60_000);
        a.pass(50);
        assertFalse(a.view().clockAhead());
    }

    @Test
    void noticesWithinTheWindowThatTheOthersWereSetBack() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, 0, 0);
        hearFor(a, 2_250, -60_000, -60_000);
        assertTrue(a.view().clockAhead());
    }

    @Test
    void noticesAtOnceThatTheOthersWereSetForward() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, -60_000, -60_000);
        assertTrue(a.view().clockAhead());
        hearFor(a, 250, 0, 0);
        assertFalse(a.view().clockAhead());
    }

    @Test
    void believesNoClockItHasNotHeardLately() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, -60_000, -60_000);
        a.pass(4_000);
        assertFalse(a.view().clockAhead());
        assertEquals(0, a.view().clockLeadMillis());
    }

    @Test
    void comparesARestartedPeerAnew() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_250, 0, 0);
        a.pass(1_550);
        for (int i = 0; i < 4; i++) {
            a.hear(Member.hello("b", 21), -60_000);
            a.hear(Member.hello("c", 21), -60_000);
            a.pass(250);
        }
        assertTrue(a.view().clockAhead());
    }

    /// Goal: what a network held back during a cut is old, not of clocks that are behind.
    @Test
    void isNotAheadBecauseOfWhatComesLateAfterACut() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, 0, 0);
        a.pass(60_000);
        for (long age = 60_000; age > 0; age -= 250) {
            a.hear(Member.hello("b", 20), -age);
            a.hear(Member.hello("c", 20), -age);
            assertFalse(a.view().clockAhead(), "hellos of " + age + " ms ago");
        }
        a.pass(250);
        assertFalse(a.view().clockAhead());
        hearFor(a, 2_000, 0, 0);
        assertFalse(a.view().clockAhead());
    }

    /// Goal: the hellos that waited during a pause are old, not of clocks that are behind.
    @Test
    void isNotAheadBecauseOfItsOwnPause() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, 0, 0);
        a.standStill(10_000);
        for (long age = 10_000; age >= 0; age -= 250) {
            a.hear(Member.hello("b", 20), -age);
            a.hear(Member.hello("c", 20), -age);
            a.tell(new MembershipInput.Ticked(Member.VOLUME));
            assertFalse(a.view().clockAhead(), "hellos of " + age + " ms ago");
        }
        hearFor(a, 1_000, 0, 0);
        assertFalse(a.view().clockAhead());
    }

    @Test
    void aSmallMoveAcrossTheGuardCounts() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, -480, -480);
        assertFalse(a.view().clockAhead());
        hearFor(a, 3_000, -520, -520);
        assertTrue(a.view().clockAhead());
        assertEquals(520, a.view().clockLeadMillis());
    }

    @Test
    void smallMovesOfClocksAreNoNews() {
        Member a = Member.started("a", 3);
        hearFor(a, 1_000, -100, -100);
        long version = a.view().version();
        hearFor(a, 3_000, -140, -140);
        assertEquals(version, a.view().version());
        hearFor(a, 3_000, -160, -160);
        assertEquals(version + 1, a.view().version());
    }
}
