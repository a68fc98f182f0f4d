package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a lane decides about values that end: by commands and events.
class LaneExpiryTest {

    private static final long SOON = TestLane.WALL + 1_000;
    private static final long LATER = TestLane.WALL + 60_000;

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private ReplicaRequest.Mint mint(@Nullable String value, long end, Attempt attempt, @Nullable VersionVector knows) {
        return new ReplicaRequest.Mint(
                lane.routing(),
                Key.of("k"),
                Mutation.of(value == null ? null : Value.of(value), end),
                knows == null ? null : Known.of(knows),
                lane.operation(),
                attempt);
    }

    private Decision<Recorded, ReplicaReply> write(@Nullable String value, long end) {
        return lane.handle(mint(value, end, Attempt.FIRST, null));
    }

    private List<Dot> dots() {
        return lane.row("k").siblings().stream().map(Sibling::dot).toList();
    }

    private Dot own(long counter) {
        return new Dot(lane.self(), counter);
    }

    @Test
    void aValueMayBeWrittenWithItsEnd() {
        Decision<Recorded, ReplicaReply> decision = write("v", SOON);
        assertEquals(SOON, lane.row("k").endsAt());
        assertEquals(
                List.of(new ReplicaNotice.KeyEnds(0, SOON)),
                TestLane.notices(decision.afterDurable()),
                "somebody purges it");
        assertEquals(1, lane.replica().livingKeys());
    }

    @Test
    void anExpiryLeavesTheValueAlone() {
        write("v", Lifetime.PLAIN);
        write(null, SOON);
        assertEquals(List.of(own(1), own(2)), dots());
        assertEquals(SOON, lane.row("k").endsAt());
        write(null, LATER);
        assertEquals(List.of(own(1), own(3)), dots(), "it supersedes the expiry before");
        assertEquals(LATER, lane.row("k").endsAt());
        write(null, Lifetime.ENDLESS);
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    @Test
    void aPlainWriteSupersedesTheExpiryToo() {
        write("v", Lifetime.PLAIN);
        write(null, SOON);
        write("new", Lifetime.PLAIN);
        assertEquals(List.of(own(3)), dots());
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    @Test
    void aValueMayKeepTheEndOfTheOneBefore() {
        write("v", Lifetime.PLAIN);
        write(null, SOON);
        write("new", Lifetime.KEPT);
        assertEquals(SOON, lane.row("k").endsAt());
        write(null, Lifetime.ENDLESS);
        write("newer", Lifetime.KEPT);
        assertNull(lane.row("k").siblings().getFirst().expiry());
        lane.handle(lane.delete("k", null));
        write("newest", Lifetime.KEPT);
        assertEquals(Expiry.NEVER, lane.row("k").endsAt(), "there was none to keep");
    }

    /// A session that is kept alive: each time before it ends, at last long after the end it was written with.
    @Test
    void aValueMayBeExtendedAgainAndAgain() {
        write("v", SOON);
        for (int i = 1; i < 5; i++) {
            lane.wallClock(SOON + 600L * i - 700);
            write(null, SOON + 600L * i);
            assertEquals(SOON + 600L * i, lane.row("k").endsAt());
        }
        write(null, Lifetime.ENDLESS);
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    /// What the clock said wrongly before stays in the hybrid time for a while, and must not end anything.
    @Test
    void aClockThatWasAheadEndsNothing() {
        lane.wallClock(TestLane.WALL + 3_600_000);
        lane.write("other", "v", null);
        lane.wallClock(TestLane.WALL);
        write("v", SOON);
        write(null, Lifetime.ENDLESS);
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    @Test
    void noValueIsWrittenWithAnEndThatHasPassed() {
        write("v", SOON);
        lane.wallClock(SOON);
        write("new", Lifetime.KEPT);
        assertEquals(Expiry.NEVER, lane.row("k").endsAt());
    }

    @Test
    void nothingExpiresThatIsNotThere() {
        for (int i = 0; i < 2; i++) {
            Decision<Recorded, ReplicaReply> decision = write(null, SOON);
            assertEquals(
                    Refusal.NO_SUCH_KEY,
                    assertInstanceOf(
                                    ReplicaReply.Refused.class,
                                    TestLane.replies(decision.sendNow()).getFirst())
                            .reason());
            assertEquals(List.of(), decision.events());
            write("v", SOON);
            lane.wallClock(SOON);
        }
        assertFalse(lane.row("k").isAliveAt(SOON), "what has ended does not come back");
    }

    /// Another owner holds a value that this one has not got: the second round is about it, too.
    @Test
    void theSecondRoundIsAboutWhatTheOthersHeld() {
        write("v", Lifetime.PLAIN);
        StoredObject theirs = peer.write("k", "theirs", null);
        write(null, SOON);
        lane.handle(mint(null, SOON, Attempt.SUPERSEDE, lane.row("k").context().merge(theirs.context())));
        StoredObject here = lane.row("k");
        assertFalse(here.context().covers(theirs.siblings().getFirst().dot()), "or it would be gone everywhere");
        StoredObject both = new ObjectMerge(Safeguards.ALL).merge(here, theirs);
        assertEquals(2, both.visible(ConflictRule.SIBLINGS, TestLane.WALL).size());
        assertFalse(both.isAliveAt(SOON));
    }

    @Test
    void vouchesForWhatHasEndedAndForgetsIt() {
        write("v", SOON);
        var vouch = new ReplicaRequest.Vouch(lane.routing(), Key.of("k"), ObjectDigest.contentOf(lane.row("k")));
        assertFalse(vouched(vouch));
        lane.wallClock(SOON);
        assertTrue(vouched(vouch));
        lane.handle(new ReplicaRequest.Purge(lane.routing(), Key.of("k"), vouch.digest()));
        assertEquals(StoredObject.ABSENT, lane.row("k"));
        assertEquals(0, lane.replica().livingKeys());
        lane.restart(true);
        assertEquals(0, lane.replica().livingKeys());
        assertNotNull(lane.write("k", "again", null));
    }

    private boolean vouched(ReplicaRequest.Vouch vouch) {
        return ((ReplicaReply.Vouched)
                        TestLane.replies(lane.handle(vouch).afterDurable()).getFirst())
                .holds();
    }

    @Test
    void saysThatItExistedOnlyBeforeItsEnd() {
        write("v", SOON);
        assertTrue(existed(write("w", SOON)));
        lane.wallClock(SOON);
        assertFalse(existed(write("x", LATER)));
    }

    private static boolean existed(Decision<Recorded, ReplicaReply> decision) {
        return ((ReplicaReply.Minted) TestLane.replies(decision.afterDurable()).getFirst()).existed();
    }
}
