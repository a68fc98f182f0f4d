package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a lane does when other owners' objects are to take the place of a row that is not as it was written.
class LaneRestoreTest {

    private static final Key KEY = Key.of("k");
    private static final Loaded.Damage NO_INDEX_ROW = new Loaded.Damage(0, false, List.of());

    private final TestLane peer = new TestLane(0xB);
    private TestLane lane = new TestLane(0xA);

    /// As the loader finds a key whose object cannot be read.
    private static Loaded.Damage damageOf(StoredObject object) {
        List<Dot> dots = object.siblings().stream().map(Sibling::dot).toList();
        return new Loaded.Damage(ObjectDigest.contentOf(object), object.isAlive(), dots);
    }

    private Decision<Recorded, ReplicaReply> restore(Loaded.Damage damage, StoredObject object, boolean isAll) {
        var request = new ReplicaRequest.Restore(lane.routing(), KEY, object, isAll);
        return lane.handleDamaged(damage, StoredObject.ABSENT, request);
    }

    private static ReplicaReply reply(Decision<Recorded, ReplicaReply> decision) {
        return TestLane.replies(decision.afterDurable()).getLast();
    }

    private static RowChange row(Decision<Recorded, ReplicaReply> decision) {
        return Objects.requireNonNull(decision.events().getFirst().row());
    }

    private void assertTreeFits(StoredObject object) {
        MerkleTree fromRow = new MerkleTree();
        if (object.isKnown()) {
            fromRow.change(KEY.hash(), 0, ObjectDigest.contentOf(object));
        }
        assertEquals(fromRow.root(), lane.replica().tree().root());
    }

    @Test
    void takesWhatOthersHold() {
        StoredObject mine = lane.write("k", "v1", null);
        peer.handle(peer.merge("k", mine, mine.siblings().getFirst().dot()));
        StoredObject theirs = peer.write("k", "v2", null);
        Decision<Recorded, ReplicaReply> decision = restore(damageOf(mine), theirs, false);
        assertInstanceOf(ReplicaReply.Stored.class, reply(decision));
        assertEquals(theirs, lane.row("k"));
        assertTreeFits(theirs);
        assertEquals(1, lane.replica().livingKeys());
        assertTrue(lane.replica().clock().covers(new Dot(peer.self(), 1)), "what was fetched is applied");
        assertEquals(List.of(mine.siblings().getFirst().dot()), row(decision).dotsGone());
    }

    @Test
    void leavesARowAloneThatIsAsItWasWritten() {
        StoredObject mine = lane.write("k", "v1", null);
        var request = new ReplicaRequest.Restore(lane.routing(), KEY, peer.write("k", "v2", null), true);
        Decision<Recorded, ReplicaReply> decision = lane.handleDamaged(null, mine, request);
        assertInstanceOf(ReplicaReply.Stored.class, reply(decision));
        assertEquals(mine, lane.row("k"));
    }

    /// Acknowledged by this replica, it may be on its way to the others.
    @Test
    void waitsForAnEventThatOthersDoNotKnow() {
        StoredObject mine = lane.write("k", "v1", null);
        StoredObject theirs = peer.write("k", "v2", null);
        Decision<Recorded, ReplicaReply> decision = restore(damageOf(mine), theirs, false);
        ReplicaReply reply = TestLane.replies(decision.sendNow()).getLast();
        assertEquals(
                Refusal.ROTTEN,
                assertInstanceOf(ReplicaReply.Refused.class, reply).reason());
        assertEquals(mine, lane.row("k"));
    }

    @Test
    void doesNotWaitWithoutTheSafeguard() {
        lane = new TestLane(0xA, Safeguards.without(Safeguard.RESTORE_WHAT_LIVED));
        StoredObject mine = lane.write("k", "v1", null);
        StoredObject theirs = peer.write("k", "v2", null);
        restore(damageOf(mine), theirs, false);
        assertEquals(theirs, lane.row("k"));
    }

    @Test
    void saysWhatIsLostWhenAllWereAsked() {
        StoredObject mine = lane.write("k", "v1", null);
        Dot lost = mine.siblings().getFirst().dot();
        Decision<Recorded, ReplicaReply> decision = restore(damageOf(mine), StoredObject.ABSENT, true);
        assertEquals(
                List.of(new ReplicaNotice.EventsLost(0, KEY, List.of(lost))),
                TestLane.notices(decision.afterDurable()));
        assertEquals(StoredObject.ABSENT, lane.row("k"));
        assertTreeFits(StoredObject.ABSENT);
        assertEquals(0, lane.replica().livingKeys());
        assertEquals(List.of(lost), row(decision).dotsGone());
        assertTrue(lane.replica().clock().covers(lost), "its name is never given again");
    }

    /// A block of the disk that cannot be read may be where a key would stand that nobody ever wrote. Unless that is
    /// written down, the key is refused for ever.
    @Test
    void writesThatThereIsNothingWhereNothingCanBeRead() {
        var decision = restore(NO_INDEX_ROW, StoredObject.ABSENT, false);
        assertInstanceOf(ReplicaReply.Stored.class, reply(decision));
        assertEquals(StoredObject.ABSENT, row(decision).after());
        assertTreeFits(StoredObject.ABSENT);
        assertEquals(0, lane.replica().livingKeys());
    }

    private ReplicaReply repeatAfterALoss(TestLane on) {
        lane = on;
        OperationId operation = lane.operation();
        lane.handle(mint(operation));
        restore(damageOf(lane.row("k")), StoredObject.ABSENT, true);
        lane.restart(true);
        var again = new ReplicaRequest.Recall(lane.routing(), KEY, operation);
        return reply(lane.handle(again));
    }

    private ReplicaRequest.Mint mint(OperationId operation) {
        return new ReplicaRequest.Mint(
                lane.routing(), KEY, Mutation.set(Value.of("v")), null, operation, Attempt.FIRST);
    }

    /// Whoever repeats the operation must not be told that it was carried out.
    @Test
    void remembersNoOperationWhoseWorkMayBeLost() {
        ReplicaReply honest = repeatAfterALoss(new TestLane(0xA));
        assertEquals(
                ReplicaReply.Memory.FORGOTTEN,
                assertInstanceOf(ReplicaReply.Recalled.class, honest).memory());
        ReplicaReply wrong =
                repeatAfterALoss(new TestLane(0xA, Safeguards.without(Safeguard.FORGET_WITH_WHAT_IS_LOST)));
        assertEquals(
                ReplicaReply.Memory.SEEN,
                assertInstanceOf(ReplicaReply.Recalled.class, wrong).memory());
    }

    /// The others' write was given to this node before its volume was put back.
    @Test
    void stopsWhenOthersKnowMoreOfItsOwnEvents() {
        StoredObject mine = lane.write("k", "v1", null);
        TestLane later = new TestLane(0xA);
        later.write("k", "v1", null);
        StoredObject more = later.write("k", "v2", null);
        Decision<Recorded, ReplicaReply> decision = restore(damageOf(mine), more, true);
        assertInstanceOf(
                ReplicaNotice.RolledBack.class,
                TestLane.notices(decision.sendNow()).getFirst());
        assertEquals(mine, lane.row("k"));
    }

    private ReplicaRequest.Merge fetched(StoredObject object) {
        return new ReplicaRequest.Merge(lane.routing(), KEY, object, List.of(), 0);
    }

    /// An exchange fetches a key whose index row is gone, and the object is here.
    @Test
    void writesAnIndexRowThatIsGone() {
        StoredObject mine = lane.write("k", "v1", null);
        lane.replica().tree().change(KEY.hash(), ObjectDigest.contentOf(mine), 0);
        var decision = lane.handleDamaged(NO_INDEX_ROW, mine, fetched(mine));
        assertEquals(mine, row(decision).after());
        assertTreeFits(mine);
        assertNotEquals(List.of(), decision.events());
    }

    /// Two exchanges have fetched it; the second finds what the first has written.
    @Test
    void writesAnIndexRowOnce() {
        StoredObject mine = lane.write("k", "v1", null);
        lane.replica().tree().change(KEY.hash(), ObjectDigest.contentOf(mine), 0);
        lane.handleDamaged(NO_INDEX_ROW, mine, fetched(mine), fetched(mine));
        assertTreeFits(mine);
        assertEquals(1, lane.replica().livingKeys());
    }
}
