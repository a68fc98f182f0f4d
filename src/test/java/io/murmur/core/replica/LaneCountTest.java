package io.murmur.core.replica;

import static io.murmur.core.replica.OneKey.mint;
import static io.murmur.core.replica.OneKey.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import org.junit.jupiter.api.Test;

/// What a lane decides about increments: by commands and events.
class LaneCountTest {

    private static final long SOON = TestLane.WALL + 1_000;
    private static final long LATER = TestLane.WALL + 60_000;

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private static void add(TestLane at, long amount) {
        write(at, new Mutation.Add(amount));
    }

    private static Refusal refusal(TestLane at, long amount) {
        return OneKey.refusal(at, new Mutation.Add(amount));
    }

    private static void copy(TestLane from, TestLane to) {
        to.handle(to.merge("k", from.row("k")));
    }

    private static Long shownAt(TestLane at, long wallMillis) {
        Long shown = Counting.shown(at.row("k"), ConflictRule.SIBLINGS, wallMillis);
        return shown == null ? Long.MIN_VALUE : shown;
    }

    private static Long shown(TestLane at) {
        return shownAt(at, TestLane.WALL);
    }

    @Test
    void keepsOneSumForAllItHasAdded() {
        lane.write("k", "100", null);
        add(lane, 1);
        add(lane, -3);
        assertEquals(98, shown(lane));
        assertEquals(2, lane.row("k").siblings().size());
        copy(lane, peer);
        add(peer, 10);
        assertEquals(108, shown(peer));
        assertEquals(3, peer.row("k").siblings().size());
    }

    @Test
    void refusesWhatCannotBeAdded() {
        lane.write("k", "x", null);
        assertEquals(Refusal.NOT_A_NUMBER, refusal(lane, 1));
        lane.write("k", Long.toString(Long.MAX_VALUE - 1), null);
        assertEquals(Refusal.OUT_OF_RANGE, refusal(lane, 2));
        add(lane, 1);
        assertEquals(Refusal.OUT_OF_RANGE, refusal(lane, 1));
        assertEquals(Long.MAX_VALUE, shown(lane));
        lane.write("k", Long.toString(Long.MIN_VALUE), null);
        assertEquals(Refusal.OUT_OF_RANGE, refusal(lane, -1));
    }

    @Test
    void aSumEndsWithItsKeyAndTheNextBeginsAnew() {
        write(lane, Mutation.of(Value.of("5"), SOON));
        add(lane, 2);
        assertEquals(SOON, lane.row("k").endsAt());
        write(lane, new Mutation.Expire(LATER));
        assertEquals(7, shownAt(lane, LATER - 1));
        lane.wallClock(LATER);
        add(lane, 1);
        assertEquals(1, shownAt(lane, LATER));
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    /// A value that the expiry did not know stays when it has passed. What is added to it must not end at once.
    @Test
    void whatIsAddedBesideAnExpiryThatHasPassedCounts() {
        add(lane, 1);
        copy(lane, peer);
        write(lane, new Mutation.Expire(SOON));
        peer.write("k", "40", null);
        copy(peer, lane);
        lane.wallClock(SOON);
        assertEquals(40, shownAt(lane, SOON));
        add(lane, 2);
        assertEquals(42, shownAt(lane, SOON));
        peer.wallClock(SOON);
        copy(lane, peer);
        assertEquals(42, shownAt(peer, SOON));
    }

    /// A limiter of requests: each window begins at nothing, whatever end it is given.
    @Test
    void whatHasEndedDoesNotComeBackWithTheNextEnd() {
        lane.write("k", "100", null);
        add(peer, 50);
        copy(peer, lane);
        for (int window = 1; window < 6; window++) {
            write(lane, new Mutation.Expire(TestLane.WALL + 1_000L * window));
            lane.wallClock(TestLane.WALL + 1_000L * window);
            add(lane, 1);
            write(lane, new Mutation.Expire(LATER));
            assertEquals(1, shownAt(lane, LATER - 1));
            assertTrue(lane.row("k").siblings().size() <= 7, () -> "it grows: " + lane.row("k"));
        }
    }

    /// It keeps what it had added: the others have heard that it goes on.
    @Test
    void anActorThatHasNotHeardOfAnExtensionLosesNothing() {
        write(lane, Mutation.of(Value.of("0"), SOON));
        add(lane, 5);
        copy(lane, peer);
        write(peer, new Mutation.Expire(LATER));
        lane.wallClock(SOON);
        add(lane, 1);
        copy(lane, peer);
        assertEquals(6, shownAt(peer, SOON));
        add(lane, 1);
        copy(peer, lane);
        add(lane, 1);
        copy(lane, peer);
        assertEquals(8, shownAt(peer, SOON));
        assertEquals(8, shownAt(lane, SOON));
    }

    /// Another owner holds what the expiry was about, and this one does not: it must not come back.
    @Test
    void whatHasEndedElsewhereStaysEnded() {
        add(lane, 1);
        StoredObject theirs = peer.write("k", "40", null);
        copy(peer, lane);
        write(lane, new Mutation.Expire(SOON));
        TestLane third = new TestLane(0xC);
        third.handle(third.merge("k", lane.row("k")));
        third.wallClock(SOON);
        add(third, 5);
        third.handle(third.merge("k", theirs));
        assertEquals(5, shownAt(third, SOON));
    }

    @Test
    void aSecondAttemptAddsOnlyWhatIsNotCountedAnyMore() {
        assertEquals(5, afterASecondAttempt(Safeguards.ALL, false));
        assertEquals(5, afterASecondAttempt(Safeguards.ALL, true));
        assertEquals(10, afterASecondAttempt(Safeguards.without(Safeguard.ADD_ONCE), false));
    }

    private static long afterASecondAttempt(Safeguards safeguards, boolean hasEnded) {
        TestLane at = new TestLane(0xA, safeguards);
        add(at, 5);
        if (hasEnded) {
            write(at, new Mutation.Expire(SOON));
            at.wallClock(SOON);
        }
        mint(at, new Mutation.Add(5, new Dot(at.self(), 1)), Attempt.SUPERSEDE);
        return shownAt(at, SOON);
    }
}
