package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a lane decides about deleted keys: who may vouch, what a purge leaves, and what is refused afterwards.
class LanePurgeTest {

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private Dot own(long counter) {
        return new Dot(lane.self(), counter);
    }

    private Dot theirs(long counter) {
        return new Dot(peer.self(), counter);
    }

    private static ReplicaReply only(Decision<Recorded, ReplicaReply> decision) {
        return TestLane.replies(decision.afterDurable()).getLast();
    }

    private static Refusal refusal(Decision<Recorded, ReplicaReply> decision) {
        return assertInstanceOf(
                        ReplicaReply.Refused.class,
                        TestLane.replies(decision.sendNow()).getFirst())
                .reason();
    }

    private long digest(String key) {
        return ObjectDigest.contentOf(lane.row(key));
    }

    private ReplicaRequest.Vouch vouchFor(String key) {
        return new ReplicaRequest.Vouch(lane.routing(), Key.of(key), digest(key));
    }

    private boolean vouches(String key) {
        return assertInstanceOf(ReplicaReply.Vouched.class, only(lane.handle(vouchFor(key))))
                .holds();
    }

    private Decision<Recorded, ReplicaReply> purge(String key) {
        return lane.handle(new ReplicaRequest.Purge(lane.routing(), Key.of(key), digest(key)));
    }

    private void writeAndDelete(String key) {
        lane.write(key, "v", null);
        lane.handle(lane.delete(key, null));
    }

    @Test
    void saysThatAKeyDiedWhenThatIsDurable() {
        lane.write("k", "v", null);
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.delete("k", null));
        assertEquals(
                List.of(new ReplicaNotice.KeyDied(0, Key.of("k"), digest("k"))),
                TestLane.notices(decision.afterDurable()));
        assertEquals(List.of(), TestLane.notices(decision.sendNow()));
    }

    @Test
    void vouchesForWhatItHoldsExactly() {
        writeAndDelete("k");
        assertTrue(vouches("k"));
        lane.write("k", "again", null);
        assertFalse(vouches("k"));
        var other = new ReplicaRequest.Vouch(lane.routing(), Key.of("unknown"), 0);
        assertFalse(((ReplicaReply.Vouched) only(lane.handle(other))).holds());
    }

    @Test
    void doesNotVouchWhileItMissesAnEventOfAWriterTheKeyNames() {
        peer.write("k", "v1", null);
        StoredObject second = peer.write("k", "v2", null);
        peer.handle(peer.delete("k", null));
        lane.handle(lane.merge("k", peer.row("k"), theirs(3), theirs(2)));
        assertFalse(vouches("k"), "the first event is not known");
        lane.handle(lane.merge("k", second, theirs(2), theirs(1)));
        assertTrue(vouches("k"));
    }

    @Test
    void doesNotVouchForADeleteFromTheFuture() {
        peer.wallClock(TestLane.WALL + 3_600_000);
        peer.handle(peer.delete("k", null));
        lane.handle(lane.merge("k", peer.row("k"), theirs(1)));
        assertFalse(vouches("k"));
        lane.wallClock(TestLane.WALL + 3_600_000);
        assertTrue(vouches("k"));
        purge("k");
        lane.wallClock(TestLane.WALL);
        StoredObject written = lane.write("k", "v", null);
        assertTrue(
                written.siblings().getFirst().hybridTime()
                        > peer.row("k").siblings().getFirst().hybridTime(),
                "what is written afterwards is later than the delete");
    }

    @Test
    void hasItsVoteSyncedWhereWritesAreNot() {
        writeAndDelete("os:k");
        Decision<Recorded, ReplicaReply> decision = lane.handle(vouchFor("os:k"));
        assertEquals(List.of(new ReplicaEvent.Vouched(0)), TestLane.events(decision));
        assertTrue(decision.events().getFirst().synced());
        assertEquals(List.of(), TestLane.replies(decision.sendNow()));
        writeAndDelete("k");
        assertEquals(List.of(), TestLane.events(lane.handle(vouchFor("k"))), "that was synced before");
    }

    @Test
    void withoutTheRuleAnUnsyncedVoteIsGiven() {
        TestLane careless = new TestLane(0xC, Safeguards.without(Safeguard.VOUCH_IS_SYNCED));
        careless.handle(careless.delete("os:k", null));
        var vouch = new ReplicaRequest.Vouch(
                careless.routing(), Key.of("os:k"), ObjectDigest.contentOf(careless.row("os:k")));
        assertEquals(List.of(), TestLane.events(careless.handle(vouch)));
    }

    @Test
    void whoLacksDataNeitherVouchesNorPurges() {
        writeAndDelete("k");
        var order = new ReplicaRequest.Purge(lane.routing(), Key.of("k"), digest("k"));
        assertEquals(Refusal.BOOTSTRAPPING, refusal(lane.decide(Refusal.BOOTSTRAPPING, vouchFor("k"))));
        assertEquals(Refusal.BOOTSTRAPPING, refusal(lane.decide(Refusal.BOOTSTRAPPING, order)));
    }

    /// Or it would stay full.
    @Test
    void aFullDiskIsNoReasonNotToMakeRoom() {
        writeAndDelete("k");
        var order = new ReplicaRequest.Purge(lane.routing(), Key.of("k"), digest("k"));
        lane.become(lane.decide(Refusal.DISK_FULL, vouchFor("k")));
        lane.become(lane.decide(Refusal.DISK_FULL, order));
        assertEquals(StoredObject.ABSENT, lane.row("k"));
    }

    @Test
    void forgetsAPurgedKeyAlsoAfterARestart() {
        writeAndDelete("k");
        long root = lane.replica().tree().root();
        assertNotEquals(0, root);
        purge("k");
        assertEquals(StoredObject.ABSENT, lane.row("k"));
        for (int i = 0; i < 2; i++) {
            assertEquals(0, lane.replica().tree().root());
            assertEquals(1, lane.replica().purgeEpoch());
            assertTrue(lane.replica().clock().covers(own(2)), "the clock forgets nothing");
            lane.restart(true);
        }
        lane.snapshot();
        lane.restart(true);
        assertEquals(1, lane.replica().purgeEpoch());
    }

    @Test
    void doesNotPurgeWhatHasChangedSince() {
        writeAndDelete("k");
        var order = new ReplicaRequest.Purge(lane.routing(), Key.of("k"), digest("k"));
        StoredObject written = lane.write("k", "again", null);
        assertInstanceOf(ReplicaReply.Stored.class, only(lane.handle(order)));
        assertEquals(written, lane.row("k"));
        assertEquals(0, lane.replica().purgeEpoch());
    }

    @Test
    void refusesALateFrameOfWhatWasPurged() {
        StoredObject late = peer.write("k", "v", null);
        lane.handle(lane.merge("k", late, theirs(1)));
        lane.handle(lane.delete("k", null));
        purge("k");
        assertEquals(Refusal.SEEN_BEFORE, refusal(lane.handle(lane.merge("k", late, theirs(1)))));
        StoredObject fresh = lane.write("k", "new", null);
        assertEquals(
                Refusal.SEEN_BEFORE, refusal(lane.handle(lane.merge("k", late, theirs(1)))), "also beside a new value");
        assertEquals(fresh, lane.row("k"));
    }

    @Test
    void aLateDeleteIsAcknowledgedAndLeavesNothing() {
        writeAndDelete("k");
        StoredObject deleted = lane.row("k");
        purge("k");
        Decision<Recorded, ReplicaReply> decision = lane.handle(lane.merge("k", deleted, own(2), own(1)));
        assertInstanceOf(ReplicaReply.Stored.class, only(decision));
        assertEquals(List.of(), TestLane.events(decision));
        assertEquals(StoredObject.ABSENT, lane.row("k"));
    }

    @Test
    void takesInANewValueThatComesWithAPurgedDelete() {
        writeAndDelete("k");
        StoredObject deleted = lane.row("k");
        peer.handle(peer.merge("k", deleted, own(2), own(1)));
        StoredObject both = peer.write("k", "new", VersionVector.EMPTY);
        assertEquals(2, both.siblings().size());
        purge("k");
        assertInstanceOf(ReplicaReply.Stored.class, only(lane.handle(lane.merge("k", both, theirs(1)))));
        assertEquals(List.of(both.siblings().getLast()), lane.row("k").siblings());
    }

    @Test
    void anExchangeBringsBackWhatItAskedForSinceTheLastPurge() {
        StoredObject lost = lane.write("k", "v", null);
        writeAndDelete("other");
        lane.disk().rows().remove(Key.of("k"));
        long askedAt = lane.replica().purgeEpoch();
        var fetched = new ReplicaRequest.Merge(lane.routing(), Key.of("k"), lost, List.of(), askedAt);
        purge("other");
        assertEquals(Refusal.SEEN_BEFORE, refusal(lane.handle(fetched)), "asked before the purge");
        var again = new ReplicaRequest.Merge(lane.routing(), Key.of("k"), lost, List.of(), askedAt + 1);
        assertInstanceOf(ReplicaReply.Stored.class, only(lane.handle(again)));
        assertEquals(lost, lane.row("k"));
    }

    @Test
    void aPurgeOfTheSameBatchCountsToo() {
        StoredObject late = lane.write("k", "v", null);
        lane.handle(lane.delete("k", null));
        var order = new ReplicaRequest.Purge(lane.routing(), Key.of("k"), digest("k"));
        var fetched = new ReplicaRequest.Merge(lane.routing(), Key.of("k"), late, List.of(), 0);
        assertEquals(Refusal.SEEN_BEFORE, refusal(lane.handle(order, fetched)));
    }

    @Test
    void weedsSomeEventsAndKeepsTheOthers() {
        lane.write("k", "old", null);
        lane.write("k", "new", VersionVector.EMPTY);
        var some = new ReplicaRequest.Weed(lane.routing(), Key.of("k"), List.of(own(1)));
        lane.become(lane.decideWhile(Set.of(Refusal.BOOTSTRAPPING), some));
        assertEquals(
                List.of(own(2)),
                lane.row("k").siblings().stream().map(sibling -> sibling.dot()).toList());
        var rest = new ReplicaRequest.Weed(lane.routing(), Key.of("k"), List.of(own(2)));
        lane.become(lane.decideWhile(Set.of(Refusal.BOOTSTRAPPING), rest));
        assertEquals(StoredObject.ABSENT, lane.row("k"));
        assertEquals(0, lane.replica().tree().root());
        assertEquals(0, lane.replica().livingKeys());
    }
}
