package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a lane decides about states, recalls and voids that come from its peers: by commands and events.
class LaneMergeTest {

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private Dot theirs(long counter) {
        return new Dot(peer.self(), counter);
    }

    private static VersionVector beyondOf(Decision<Recorded, ReplicaReply> decision) {
        return assertInstanceOf(
                        ReplicaReply.Stored.class,
                        TestLane.replies(decision.afterDurable()).getLast())
                .beyond()
                .context();
    }

    @Test
    void takesInWhatItDidNotKnow() {
        StoredObject object = peer.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.merge("k", object, theirs(1)));
        ReplicaEvent.ObjectChanged event = assertInstanceOf(
                ReplicaEvent.ObjectChanged.class, TestLane.events(decision).getFirst());
        assertEquals(List.of(theirs(1)), event.applied());
        assertEquals(1, event.livingDelta());
        assertEquals(object, lane.row("k"));
        assertEquals(VersionVector.EMPTY, beyondOf(decision));
        assertEquals(List.of(), decision.sendNow());
        assertTrue(lane.replica().clock().covers(theirs(1)));
        assertEquals(1, lane.replica().livingKeys());
    }

    @Test
    void acknowledgesARepetitionWithoutAnEvent() {
        StoredObject object = peer.write("k", "v", null);
        lane.handle(lane.merge("k", object, theirs(1)));
        Decision<Recorded, ReplicaReply> again = lane.handle(lane.merge("k", object, theirs(1)));
        assertEquals(List.of(), again.events());
        assertEquals(VersionVector.EMPTY, beyondOf(again));
    }

    @Test
    void reportsItsWholeContextIfItHoldsMoreThanTheSenderKnew() {
        lane.write("k", "old", null);
        lane.write("k", "mine", null);
        StoredObject object = peer.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.merge("k", object, theirs(1)));
        assertEquals(lane.row("k").context(), beyondOf(decision));
        assertTrue(beyondOf(decision).covers(new Dot(lane.self(), 2)));
        assertEquals(2, lane.row("k").siblings().size());
    }

    @Test
    void accountsForSupersededDotsThoughTheRowStaysTheSame() {
        StoredObject object = peer.write("k", "w", null);
        lane.handle(lane.merge("k", object, theirs(1)));
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.merge("k", object, theirs(1), theirs(3)));
        Recorded recorded = decision.events().getFirst();
        assertEquals(null, recorded.row());
        assertEquals(
                IntervalSet.EMPTY.with(1, 1).with(3, 3), lane.replica().clock().appliedOf(peer.self()));
    }

    @Test
    void aRepairBringsTheDotsOfItsSiblings() {
        StoredObject object = peer.write("k", "v", null);
        lane.handle(lane.merge("k", object));
        assertTrue(lane.replica().clock().covers(theirs(1)));
    }

    @Test
    void isNeverDroppedBecauseItsOperationIsKnown() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        lane.handle(set);
        peer.handle(new ReplicaRequest.Mint(
                peer.routing(), set.key(), set.mutation(), null, set.operation(), Attempt.FIRST));
        lane.handle(lane.merge("k", peer.row("k"), theirs(1)));
        assertEquals(2, lane.row("k").siblings().size());
        TestLane deduplicating = new TestLane(0xA, Safeguards.without(Safeguard.MERGE_IGNORES_OPERATION_IDS));
        deduplicating.handle(set);
        deduplicating.handle(deduplicating.merge("k", peer.row("k"), theirs(1)));
        assertEquals(1, deduplicating.row("k").siblings().size());
    }

    @Test
    void remembersOperationsThatCameWithAMerge() {
        ReplicaRequest.Mint set = peer.set("k", "v", null);
        peer.handle(set);
        lane.handle(lane.merge("k", peer.row("k"), theirs(1)));
        Decision<Recorded, ReplicaReply> repeated = lane.handle(new ReplicaRequest.Mint(
                lane.routing(), set.key(), set.mutation(), null, set.operation(), Attempt.FIRST));
        assertInstanceOf(
                ReplicaReply.Repeated.class,
                TestLane.replies(repeated.afterDurable()).getFirst());
    }

    @Test
    void adoptsTimesWithinTheGuardOnly() {
        long near = HybridTime.atMillis(TestLane.WALL + 400);
        lane.handle(lane.merge("k", written(theirs(1), near)));
        assertEquals(near, lane.replica().hybridTime());
        long far = HybridTime.atMillis(TestLane.WALL + 3_600_000);
        lane.handle(lane.merge("j", written(theirs(2), far)));
        assertEquals(far, lane.row("j").siblings().getFirst().hybridTime());
        assertEquals(near, lane.replica().hybridTime());
        lane.write("i", "v", null);
        assertEquals(near + 1, lane.row("i").siblings().getFirst().hybridTime());
    }

    private StoredObject written(Dot dot, long time) {
        return StoredObject.of(
                VersionVector.of(dot), List.of(new Sibling(dot, time, peer.operation(), Value.of("v"))), 0);
    }

    @Test
    void aDeleteFromElsewhereEndsTheKey() {
        peer.write("k", "v", null);
        lane.handle(lane.merge("k", peer.row("k"), theirs(1)));
        peer.handle(peer.delete("k", null));
        lane.handle(lane.merge("k", peer.row("k"), theirs(2), theirs(1)));
        assertEquals(0, lane.replica().livingKeys());
        assertEquals(peer.row("k"), lane.row("k"));
    }

    @Test
    void mergesOnWhileItMayNotMintButClaimsNothingWhileBootstrapping() {
        StoredObject object = peer.write("k", "v", null);
        Decision<Recorded, ReplicaReply> ahead = lane.decide(Refusal.CLOCK_AHEAD, lane.merge("k", object, theirs(1)));
        assertEquals(1, ahead.events().size());
        assertEquals(VersionVector.EMPTY, beyondOf(ahead));

        Decision<Recorded, ReplicaReply> bootstrapping =
                lane.decide(Refusal.BOOTSTRAPPING, lane.merge("k", object, theirs(1)));
        assertEquals(1, bootstrapping.events().size());
        assertEquals(
                List.of(Refusal.BOOTSTRAPPING),
                TestLane.replies(bootstrapping.afterDurable()).stream()
                        .map(reply -> assertInstanceOf(ReplicaReply.Refused.class, reply)
                                .reason())
                        .toList());

        Decision<Recorded, ReplicaReply> full = lane.decide(Refusal.DISK_FULL, lane.merge("k", object, theirs(1)));
        assertEquals(List.of(), full.events());
        assertEquals(
                Refusal.DISK_FULL,
                assertInstanceOf(
                                ReplicaReply.Refused.class,
                                TestLane.replies(full.sendNow()).getFirst())
                        .reason());
    }

    @Test
    void aFullDiskTakesNothingNewButVouchesForWhatItHolds() {
        ReplicaRequest.Mint set = peer.set("k", "v", null);
        peer.handle(set);
        ReplicaRequest.Merge merge = lane.merge("k", peer.row("k"), theirs(1));
        lane.handle(merge);
        assertEquals(VersionVector.EMPTY, beyondOf(lane.decide(Refusal.DISK_FULL, merge)));
        var recall = new ReplicaRequest.Recall(lane.routing(), set.key(), set.operation());
        var recalled = TestLane.replies(lane.decide(Refusal.DISK_FULL, recall).afterDurable());
        assertEquals(
                ReplicaReply.Memory.SEEN,
                assertInstanceOf(ReplicaReply.Recalled.class, recalled.getFirst())
                        .memory());
    }

    /// It holds this, but has forgotten what else it held (G3; simulation, seed 183,336).
    @Test
    void aFullDiskThatLostDataVouchesForNothing() {
        ReplicaRequest.Merge merge = lane.merge("k", peer.write("k", "v", null), theirs(1));
        lane.handle(merge);
        Decision<Recorded, ReplicaReply> decision =
                lane.decideWhile(Set.of(Refusal.DISK_FULL, Refusal.BOOTSTRAPPING), merge);
        assertEquals(
                List.of(new ReplicaReply.Refused(merge.routing().correlation(), Refusal.BOOTSTRAPPING)),
                TestLane.replies(decision.afterDurable()));
    }

    /// A reader that was shown an operation counts on W owners who know it, also those that are past it
    /// already.
    @Test
    void remembersAnOperationThatWasSupersededHereBeforeItCame() {
        ReplicaRequest.Mint set = peer.set("k", "v", null);
        peer.handle(set);
        StoredObject shown = peer.row("k");
        peer.write("k", "w", null);
        lane.handle(lane.merge("k", peer.row("k"), theirs(1), theirs(2)));
        assertEquals(ReplicaReply.Memory.NEVER, recall(set).memory());
        Decision<Recorded, ReplicaReply> repair = lane.handle(lane.merge("k", shown));
        assertEquals(null, repair.events().getFirst().row());
        assertEquals(ReplicaReply.Memory.SEEN, recall(set).memory());
        assertEquals(List.of(), lane.handle(lane.merge("k", shown)).events());
    }

    @Test
    void saysWhatItRemembersOfAnOperation() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        assertEquals(ReplicaReply.Memory.NEVER, recall(set).memory());
        lane.handle(set);
        ReplicaReply.Recalled seen = recall(set);
        assertEquals(ReplicaReply.Memory.SEEN, seen.memory());
        assertEquals(lane.row("k"), seen.object());
        lane.write("k", "w", null);
        assertEquals(ReplicaReply.Memory.SEEN, recall(set).memory());
        for (int i = 0; i < 8; i++) {
            lane.write("other" + i, "v", null);
        }
        assertEquals(ReplicaReply.Memory.FORGOTTEN, recall(set).memory());
        assertEquals(ReplicaReply.Memory.NEVER, recall(lane.set("k", "v", null)).memory());
    }

    private ReplicaReply.Recalled recall(ReplicaRequest.Mint mint) {
        Decision<Recorded, ReplicaReply> decision =
                lane.handle(new ReplicaRequest.Recall(lane.routing(), mint.key(), mint.operation()));
        assertEquals(List.of(), decision.sendNow());
        return assertInstanceOf(
                ReplicaReply.Recalled.class,
                TestLane.replies(decision.afterDurable()).getFirst());
    }

    @Test
    void aRecallBehindAMintInOneBatchSeesIt() {
        ReplicaRequest.Mint set = lane.set("k", "v", null);
        Decision<Recorded, ReplicaReply> decision =
                lane.handle(set, new ReplicaRequest.Recall(lane.routing(), set.key(), set.operation()));
        ReplicaReply.Recalled recalled = assertInstanceOf(
                ReplicaReply.Recalled.class,
                TestLane.replies(decision.afterDurable()).getLast());
        assertEquals(ReplicaReply.Memory.SEEN, recalled.memory());
        assertTrue(recalled.object().isAlive());
    }

    @Test
    void doesNotRecallWhileBootstrapping() {
        var recall = new ReplicaRequest.Recall(lane.routing(), Key.of("k"), lane.operation());
        Decision<Recorded, ReplicaReply> decision = lane.decide(Refusal.BOOTSTRAPPING, recall);
        assertInstanceOf(
                ReplicaReply.Refused.class, TestLane.replies(decision.sendNow()).getFirst());
        assertEquals(
                ReplicaReply.Memory.NEVER,
                assertInstanceOf(
                                ReplicaReply.Recalled.class,
                                TestLane.replies(lane.decide(Refusal.CLOCK_AHEAD, recall)
                                                .afterDurable())
                                        .getFirst())
                        .memory());
    }

    @Test
    void fillsAVoidOfAnotherActor() {
        lane.handle(lane.merge("k", peer.write("k", "v", null), theirs(1)));
        var fill = new ReplicaRequest.FillVoid(lane.routing(), peer.self(), 2, 9);
        Decision<Recorded, ReplicaReply> decision = lane.handle(fill);
        assertEquals(List.of(new ReplicaEvent.GapVoided(0, peer.self(), 2, 9)), TestLane.events(decision));
        assertEquals(VersionVector.EMPTY, beyondOf(decision));
        assertTrue(decision.events().getFirst().synced());
        assertEquals(IntervalSet.EMPTY.with(1, 9), lane.replica().clock().appliedOf(peer.self()));
    }

    @Test
    void givesUpWhenAPeerHoldsAnEventItNeverMinted() {
        lane.write("j", "v", null);
        Dot never = new Dot(lane.self(), 2);
        Decision<Recorded, ReplicaReply> decision = lane.decide(
                null,
                lane.set("i", "v", null),
                lane.merge("k", written(never, 1), never),
                lane.merge("k", peer.write("k", "v", null), theirs(1)));
        assertEquals(List.of(), decision.events(), "what the volume lacks must not be put under what it has");
        assertEquals(List.of(), decision.afterDurable());
        assertEquals(List.of(new Output.Publish<>(new ReplicaNotice.RolledBack(0, never))), decision.sendNow());
    }

    @Test
    void contextsAreNoWitnesses() {
        StoredObject theirs = written(theirs(1), 1);
        StoredObject claimed = StoredObject.of(
                theirs.context().merge(VersionVector.of(new Dot(lane.self(), 900))), theirs.siblings(), 0);
        assertEquals(VersionVector.EMPTY, beyondOf(lane.handle(lane.merge("k", claimed, theirs(1)))));
    }

    /// An exchange brings it back: a frame alone may be one of something that was purged.
    @Test
    void whatAStartSkippedMayComeBack() {
        lane.write("os:j", "v", null);
        lane.restart(false);
        Dot lost = new Dot(lane.self(), 4);
        StoredObject object = written(lost, 1);
        assertEquals(
                List.of(Refusal.SEEN_BEFORE),
                TestLane.replies(lane.handle(lane.merge("k", object, lost)).sendNow()).stream()
                        .map(reply -> assertInstanceOf(ReplicaReply.Refused.class, reply)
                                .reason())
                        .toList());
        var fetched = new ReplicaRequest.Merge(lane.routing(), Key.of("k"), object, List.of(), 0);
        assertEquals(VersionVector.EMPTY, beyondOf(lane.handle(fetched)));
        assertEquals(object, lane.row("k"));
    }

    @Test
    void repliesWithItsEpochToAMergeOfAnother() {
        StoredObject object = peer.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.decide(
                null,
                new ReplicaRequest.Merge(new Routing(9, 0, 1), Key.of("k"), object, List.of()),
                new ReplicaRequest.FillVoid(new Routing(8, 5, TestLane.EPOCH), new ActorId(TestLane.PEER, 1), 1, 2));
        assertEquals(List.of(), decision.events());
        assertEquals(
                List.of(
                        new ReplicaReply.StaleEpoch(9, 0, TestLane.EPOCH),
                        new ReplicaReply.Refused(8, Refusal.NOT_AN_OWNER)),
                TestLane.replies(decision.sendNow()));
    }

    private static ReplicaReply replyOf(Decision<Recorded, ReplicaReply> decision) {
        List<Output<ReplicaReply>> sent = new ArrayList<>(decision.sendNow());
        sent.addAll(decision.afterDurable());
        return TestLane.replies(sent).getLast();
    }

    private static ReplicaRequest.Release release(TestLane lane, String key) {
        return new ReplicaRequest.Release(lane.routing(), Key.of(key), ObjectDigest.contentOf(lane.row(key)));
    }

    @Test
    void whoStandsInTakesInOnlyWhatIsOfSloppyNamespaces() {
        TestLane standingIn = TestLane.ofAnother(0xD, Safeguards.ALL);
        StoredObject object = peer.write("k", "v", null);
        assertInstanceOf(
                ReplicaReply.Stored.class, replyOf(standingIn.handle(standingIn.merge("sloppy:k", object, theirs(1)))));
        assertEquals(object, standingIn.row("sloppy:k"));
        for (ReplicaRequest.Change request : List.of(
                standingIn.merge("k", object, theirs(1)),
                standingIn.set("k", "v", null),
                new ReplicaRequest.Vouch(standingIn.routing(), Key.of("sloppy:k"), 1),
                new ReplicaRequest.Purge(standingIn.routing(), Key.of("sloppy:k"), 1),
                new ReplicaRequest.FillVoid(standingIn.routing(), peer.self(), 1, 2))) {
            var refused = assertInstanceOf(ReplicaReply.Refused.class, replyOf(standingIn.handle(request)));
            assertEquals(Refusal.NOT_AN_OWNER, refused.reason());
        }
    }

    @Test
    void whoStoodInDropsWhatIsHomeUnlessItHasChanged() {
        TestLane standingIn = TestLane.ofAnother(0xD, Safeguards.ALL);
        standingIn.write("sloppy:k", "v", null);
        ReplicaRequest.Release early = release(standingIn, "sloppy:k");
        StoredObject later = standingIn.write("sloppy:k", "w", null);
        standingIn.handle(early);
        assertEquals(later, standingIn.row("sloppy:k"));
        standingIn.handle(release(standingIn, "sloppy:k"));
        assertEquals(StoredObject.ABSENT, standingIn.row("sloppy:k"));
        assertEquals(0, standingIn.replica().livingKeys());
        assertEquals(0, standingIn.replica().tree().root());
    }

    @Test
    void anOwnerReleasesNothing() {
        lane.write("sloppy:k", "v", null);
        assertInstanceOf(ReplicaReply.Refused.class, replyOf(lane.handle(release(lane, "sloppy:k"))));
        assertTrue(lane.row("sloppy:k").isAlive());
    }

    /// It has seen the value before, and dropped it when it was home; an owner's next write of the key shows it, too.
    @Test
    void whoStandsInAgainTakesInAgainWhatItHasDropped() {
        StoredObject object = peer.write("k", "v", null);
        TestLane standingIn = TestLane.ofAnother(0xD, Safeguards.ALL);
        TestLane careless = TestLane.ofAnother(0xD, Safeguards.without(Safeguard.STAND_IN_AGAIN));
        for (TestLane each : List.of(standingIn, careless)) {
            each.handle(each.merge("sloppy:k", object, theirs(1)));
            each.handle(release(each, "sloppy:k"));
        }
        assertInstanceOf(ReplicaReply.Stored.class, replyOf(standingIn.handle(standingIn.merge("sloppy:k", object))));
        assertEquals(object, standingIn.row("sloppy:k"));
        assertInstanceOf(ReplicaReply.Refused.class, replyOf(careless.handle(careless.merge("sloppy:k", object))));
    }
}
