package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.event.DigestChange;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.memory.OperationWindow;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a lane decides when it is asked to mint: by commands and events.
class LaneMintTest {

    private final TestLane lane = new TestLane(0xA);

    private Dot dot(long counter) {
        return new Dot(lane.self(), counter);
    }

    @Test
    void tellsOfPassiveWritesOnceForABatchWhenTheyAreDurable() {
        var decision = lane.handle(
                lane.set("passive:a", "v", null), lane.delete("passive:b", null), lane.set("active", "v", null));
        assertEquals(List.of(), TestLane.notices(decision.sendNow()));
        assertEquals(
                List.of(new ReplicaNotice.Unpushed(List.of(0))),
                TestLane.notices(decision.afterDurable()).stream()
                        .filter(ReplicaNotice.Unpushed.class::isInstance)
                        .toList());
        assertEquals(
                List.of(),
                TestLane.notices(lane.handle(lane.set("active", "w", null)).afterDurable()));
    }

    @Test
    void mintsADotWithEventRowAndLease() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.decide(null, set);
        long time = HybridTime.atMillis(TestLane.WALL);
        StoredObject written = StoredObject.of(
                VersionVector.of(dot(1)), List.of(new Sibling(dot(1), time, set.operation(), Value.of("v"))), 0);
        assertEquals(
                List.of(
                        new Recorded(
                                new ReplicaEvent.ObjectChanged(
                                        0,
                                        Key.of("k").hash(),
                                        List.of(dot(1)),
                                        time,
                                        List.of(set.operation()),
                                        1,
                                        new DigestChange(true, 0, ObjectDigest.contentOf(written))),
                                new RowChange(0, Key.of("k"), StoredObject.ABSENT, written),
                                true),
                        new Recorded(new ReplicaEvent.LeaseExtended(0, 11), null, true)),
                decision.events());
        long correlation = set.routing().correlation();
        assertEquals(List.of(), decision.sendNow());
        assertEquals(
                List.of(
                        new ReplicaReply.Minted(correlation, written, List.of(dot(1)), false),
                        new ReplicaReply.Stored(correlation)),
                TestLane.replies(decision.afterDurable()));
    }

    @Test
    void decidingChangesNothing() {
        byte[] before = lane.state().toBytes();
        lane.decide(null, lane.set("k", "v", null), lane.delete("k", null));
        assertArrayEquals(before, lane.state().toBytes());
    }

    @Test
    void aPlainWriteSupersedesAllThatIsHere() {
        lane.write("k", "v", null);
        lane.write("k", "w", VersionVector.EMPTY);
        assertEquals(2, lane.row("k").siblings().size());
        var minted = minted(lane.handle(lane.set("k", "x", null)));
        assertEquals(List.of(dot(3), dot(1), dot(2)), minted.applied());
        assertEquals(1, lane.row("k").siblings().size());
        assertTrue(minted.existed());
    }

    private static ReplicaReply.Minted minted(Decision<Recorded, ReplicaReply> decision) {
        return assertInstanceOf(
                ReplicaReply.Minted.class,
                TestLane.replies(decision.afterDurable()).getFirst());
    }

    @Test
    void aContextSupersedesOnlyWhatItCovers() {
        StoredObject first = lane.write("k", "v", null);
        lane.write("k", "w", VersionVector.EMPTY);
        StoredObject third = lane.write("k", "x", first.context());
        assertEquals(
                List.of(dot(2), dot(3)),
                third.siblings().stream().map(Sibling::dot).toList());
    }

    @Test
    void aLaterRequestOfABatchSeesWhatAnEarlierOneWillHaveDone() {
        Decision<Recorded, ReplicaReply> decision =
                lane.handle(lane.set("k", "v", null), lane.set("k", "w", null), lane.delete("k", null));
        List<Integer> deltas = TestLane.events(decision).stream()
                .filter(ReplicaEvent.ObjectChanged.class::isInstance)
                .map(event -> ((ReplicaEvent.ObjectChanged) event).livingDelta())
                .toList();
        assertEquals(List.of(1, 0, -1), deltas);
        assertEquals(0, lane.replica().livingKeys());
        assertEquals(
                List.of(dot(3)),
                lane.row("k").siblings().stream().map(Sibling::dot).toList());
        assertEquals(3, lane.replica().lastCounter());
    }

    @Test
    void readingsRiseWithinABatchThoughTheWallClockStands() {
        lane.handle(lane.set("a", "v", null), lane.set("b", "v", null));
        lane.wallClock(TestLane.WALL - 3_600_000);
        lane.handle(lane.set("c", "v", null));
        long first = lane.row("a").siblings().getFirst().hybridTime();
        assertEquals(first + 1, lane.row("b").siblings().getFirst().hybridTime());
        assertEquals(first + 2, lane.row("c").siblings().getFirst().hybridTime());
    }

    @Test
    void aDeleteIsAnEventWithADotOfItsOwn() {
        lane.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.delete("k", null));
        assertEquals(List.of(dot(2), dot(1)), minted(decision).applied());
        assertFalse(lane.row("k").isAlive());
        assertTrue(lane.row("k").holds(dot(2)));
        assertEquals(0, lane.replica().livingKeys());
    }

    @Test
    void anOperationThatWasCarriedOutIsRepeatedNotCarriedOutAgain() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        lane.handle(set);
        StoredObject before = lane.row("k");
        Decision<Recorded, ReplicaReply> decision = lane.handle(set);
        assertEquals(List.of(), decision.events());
        assertEquals(
                List.of(new ReplicaReply.Repeated(set.routing().correlation(), before, true)),
                TestLane.replies(decision.afterDurable()));
    }

    @Test
    void twoTriesInOneBatchMintOneDot() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.handle(set, set);
        assertEquals(1, lane.replica().lastCounter());
        assertInstanceOf(
                ReplicaReply.Repeated.class,
                TestLane.replies(decision.afterDurable()).getLast());
    }

    @Test
    void aSiblingRemembersItsOperationLongerThanTheWindow() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        lane.handle(set);
        for (int i = 0; i < 20; i++) {
            lane.handle(lane.set("other" + i, "v", null));
        }
        assertFalse(lane.replica().operations().contains(set.operation()));
        assertInstanceOf(
                ReplicaReply.Repeated.class,
                TestLane.replies(lane.handle(set).afterDurable()).getFirst());
    }

    @Test
    void theSecondAttemptOfATryIsNoRepetition() {
        ReplicaRequest.Mint first = lane.set("k", "v", null);
        StoredObject minted = minted(lane.handle(first)).object();
        var second = new ReplicaRequest.Mint(
                lane.routing(),
                first.key(),
                first.mutation(),
                Known.of(minted.context()),
                first.operation(),
                Attempt.SUPERSEDE);
        assertEquals(List.of(dot(2), dot(1)), minted(lane.handle(second)).applied());
        assertEquals(
                List.of(dot(2)),
                lane.row("k").siblings().stream().map(Sibling::dot).toList());
    }

    private ReplicaRequest.Mint handedOver(OperationId operation) {
        return new ReplicaRequest.Mint(
                lane.routing(), Key.of("passive:k"), new Mutation.Delete(), null, operation, Attempt.HANDED_OVER);
    }

    private ReplicaRequest.Recall lookUp(OperationId operation) {
        return new ReplicaRequest.Recall(lane.routing(), Key.of("passive:k"), operation);
    }

    /// Whoever asked was told "never", and may have carried it out elsewhere.
    @Test
    void whatWasHandedOverIsRefusedWhereAnotherTryWasLookedUp() {
        OperationId operation = lane.operation();
        minted(lane.handle(handedOver(lane.operation())));
        lane.handle(lookUp(operation));
        assertEquals(Refusal.LOOKED_UP, refusalOf(lane.decide(null, handedOver(operation))));
        var looked = new ReplicaRequest.Mint(
                lane.routing(), Key.of("passive:k"), new Mutation.Delete(), null, operation, Attempt.FIRST);
        minted(lane.handle(looked));
        assertInstanceOf(
                ReplicaReply.Repeated.class,
                TestLane.replies(lane.handle(handedOver(operation)).afterDurable())
                        .getFirst());
    }

    @Test
    void aLookBeforeAHandedOverMintInOneBatchCounts() {
        OperationId operation = lane.operation();
        var decision = lane.handle(lookUp(operation), handedOver(operation));
        assertEquals(List.of(), decision.events());
        assertEquals(
                Refusal.LOOKED_UP,
                assertInstanceOf(
                                ReplicaReply.Refused.class,
                                TestLane.replies(decision.sendNow()).getFirst())
                        .reason());
    }

    @Test
    void whoHasForgottenWhatWasLookedUpRefusesAllFromBefore() {
        OperationId operation = lane.operation();
        lane.handle(lookUp(operation));
        for (int i = 0; i < TestLane.LIMITS.windowSize(); i++) {
            lane.handle(lookUp(lane.operation()));
        }
        assertEquals(Refusal.LOOKED_UP, refusalOf(lane.decide(null, handedOver(operation))));
        minted(lane.handle(handedOver(lane.operation())));
    }

    /// Who looks a write of this namespace up asks two of three, and may pass this owner by: marks would not help.
    @Test
    void looksCountWhereTheyAreAtAllOwners() {
        OperationId operation = lane.operation();
        lane.handle(new ReplicaRequest.Recall(lane.routing(), Key.of("k"), operation));
        minted(lane.handle(handedOver(operation)));
    }

    /// A recovery in the same process: what was handed over to it may still come.
    @Test
    void whatWasLookedUpOutlivesTheState() {
        OperationWindow lookedUp = new OperationWindow(4);
        LaneState state = new LaneState(lane.self(), List.of(0), TestLane.LIMITS, lookedUp);
        state.lookedUp().add(lane.operation());
        state.restore(state.toBytes(), TestLane.LIMITS);
        assertSame(lookedUp, state.lookedUp());
    }

    private Refusal refusalOf(Decision<Recorded, ReplicaReply> decision) {
        assertEquals(List.of(), decision.events());
        assertEquals(List.of(), decision.afterDurable());
        return assertInstanceOf(
                        ReplicaReply.Refused.class,
                        TestLane.replies(decision.sendNow()).getFirst())
                .reason();
    }

    @Test
    void refusesAContextThatNamesEventsItsActorNeverMinted() {
        lane.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.decide(null, lane.set("k", "w", VersionVector.of(dot(2))));
        assertEquals(Refusal.FOREIGN_CONTEXT, refusalOf(decision));
        VersionVector others =
                VersionVector.of(new Dot(new ActorId(TestLane.PEER, 1), 99)).with(dot(1));
        assertEquals(
                2,
                minted(lane.handle(lane.set("k", "w", others)))
                        .object()
                        .context()
                        .size());
    }

    @Test
    void warnsOfTenSiblingsAndRefusesTheHundredAndFirst() {
        for (int i = 1; i <= 100; i++) {
            Decision<Recorded, ReplicaReply> decision = lane.handle(lane.set("k", "v" + i, VersionVector.EMPTY));
            List<ReplicaNotice> expected = i < 10 ? List.of() : List.of(new ReplicaNotice.ManySiblings(0, "k", i));
            assertEquals(expected, TestLane.notices(decision.sendNow()));
        }
        assertEquals(100, lane.row("k").siblings().size());
        Decision<Recorded, ReplicaReply> decision = lane.decide(null, lane.set("k", "w", VersionVector.EMPTY));
        assertEquals(Refusal.TOO_MANY_SIBLINGS, refusalOf(decision));
        assertInstanceOf(
                ReplicaReply.Minted.class,
                TestLane.replies(lane.handle(lane.set("k", "w", null)).afterDurable())
                        .getFirst());
        assertEquals(1, lane.row("k").siblings().size());
    }

    @Test
    void mintsNothingWhileItIsClosed() {
        for (Refusal closed : List.of(Refusal.DISK_FULL, Refusal.CLOCK_AHEAD, Refusal.BOOTSTRAPPING)) {
            assertEquals(closed, refusalOf(lane.decide(closed, lane.set("k", "v", null))));
        }
    }

    @Test
    void refusesAPartitionTheLaneDoesNotHave() {
        var elsewhere = new ReplicaRequest.Mint(
                new Routing(5, 2, TestLane.EPOCH),
                Key.of("k"),
                new Mutation.Delete(),
                null,
                lane.operation(),
                Attempt.FIRST);
        assertEquals(Refusal.NOT_AN_OWNER, refusalOf(lane.decide(null, elsewhere)));
    }

    @Test
    void answersAnOlderOrNewerEpochWithItsOwn() {
        for (long epoch : new long[] {TestLane.EPOCH - 1, TestLane.EPOCH + 1}) {
            var late = new ReplicaRequest.Mint(
                    new Routing(5, 0, epoch),
                    Key.of("k"),
                    new Mutation.Delete(),
                    null,
                    lane.operation(),
                    Attempt.FIRST);
            Decision<Recorded, ReplicaReply> decision = lane.decide(null, late);
            assertEquals(List.of(), decision.events());
            assertEquals(
                    List.of(new ReplicaReply.StaleEpoch(5, 0, TestLane.EPOCH)), TestLane.replies(decision.sendNow()));
        }
    }

    @Test
    void writesOfANamespaceWithoutSyncAskForNone() {
        lane.handle(lane.set("os:k", "v", null));
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.set("os:k", "w", null));
        assertEquals(
                List.of(false), decision.events().stream().map(Recorded::synced).toList());
        assertEquals(
                List.of(true),
                lane.handle(lane.set("k", "w", null)).events().stream()
                        .map(Recorded::synced)
                        .toList());
    }

    @Test
    void nothingIsAnsweredBeforeItIsDurable() {
        assertEquals(List.of(), lane.decide(null, lane.set("k", "v", null)).sendNow());
        TestLane hasty = new TestLane(0xA, Safeguards.without(Safeguard.ANSWER_AFTER_SYNC));
        List<Output<ReplicaReply>> early =
                hasty.decide(null, hasty.set("k", "v", null)).sendNow();
        assertEquals(2, TestLane.replies(early).size());
    }

    @Test
    void repliesGoToWhoeverAsked() {
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.set("k", "v", null));
        for (Output<ReplicaReply> output : decision.afterDurable()) {
            assertEquals(
                    TestLane.PEER, assertInstanceOf(Output.Send.class, output).to());
        }
    }

    @Test
    void anIdOfAnotherNodesOriginIsAsGoodAsAnyOther() {
        var mint = new ReplicaRequest.Mint(
                lane.routing(), Key.of("k"), new Mutation.Delete(), null, new OperationId(-1, -1), Attempt.FIRST);
        minted(lane.handle(mint));
        assertEquals(
                new NodeId(0xA),
                lane.row("k").siblings().getFirst().dot().actor().node());
        assertInstanceOf(
                ReplicaReply.Repeated.class,
                TestLane.replies(lane.handle(mint).afterDurable()).getFirst());
    }
}
