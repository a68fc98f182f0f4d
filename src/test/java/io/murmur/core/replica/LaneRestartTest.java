package io.murmur.core.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Decision;
import io.murmur.core.machine.Key;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.IntervalSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Leases, crashes, snapshots and incarnations: what a lane is after it has started again.
class LaneRestartTest {

    private final TestLane lane = new TestLane(0xA);

    private static List<Long> ceilings(Decision<Recorded, ReplicaReply> decision) {
        List<Long> ceilings = new ArrayList<>();
        for (Recorded recorded : decision.events()) {
            if (recorded.event() instanceof ReplicaEvent.LeaseExtended(_, var ceiling)) {
                assertTrue(recorded.synced());
                ceilings.add(ceiling);
            }
        }
        return ceilings;
    }

    @Test
    void extendsTheLeaseWithTheBatchThatHasUsedHalfOfIt() {
        assertEquals(List.of(11L), ceilings(lane.handle(lane.set("k", "v", null))));
        for (int counter = 2; counter <= 6; counter++) {
            assertEquals(List.of(), ceilings(lane.handle(lane.set("k", "v", null))));
        }
        assertEquals(List.of(17L), ceilings(lane.handle(lane.set("k", "v", null))));
        assertEquals(17, lane.replica().leaseCeiling());
    }

    @Test
    void aBatchLongerThanTheLeaseTakesItsNewLeaseAlong() {
        List<ReplicaRequest.Change> batch = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            batch.add(lane.set("k" + i, "v", null));
        }
        Decision<Recorded, ReplicaReply> decision = lane.handle(batch.toArray(ReplicaRequest.Change[]::new));
        assertEquals(List.of(35L), ceilings(decision));
    }

    @Test
    void aMergeNeedsNoLease() {
        TestLane peer = new TestLane(0xB);
        assertEquals(List.of(), ceilings(lane.handle(lane.merge("k", peer.write("k", "v", null)))));
    }

    @Test
    void aCleanStopSkipsNothing() {
        lane.write("k", "v", null);
        Decision<Recorded, ReplicaReply> start = lane.restart(true);
        assertEquals(List.of(), start.events());
        assertEquals(2, lane.write("k", "w", null).siblings().getFirst().dot().counter());
    }

    @Test
    void aCrashJumpsToTheEndOfTheLeaseAndSaysSo() {
        lane.write("k", "v", null);
        Decision<Recorded, ReplicaReply> start = lane.restart(false);
        var gap = new ReplicaEvent.GapVoided(0, lane.self(), 2, 11);
        assertEquals(List.of(gap), TestLane.events(start));
        assertEquals(List.of(new ReplicaNotice.VoidFound(gap)), TestLane.notices(start.afterDurable()));
        assertEquals(List.of(), start.sendNow());
        assertEquals(12, lane.write("k", "w", null).siblings().getFirst().dot().counter());
        assertEquals(IntervalSet.EMPTY.with(1, 12), lane.replica().clock().appliedOf(lane.self()));
    }

    @Test
    void aCrashDuringTheStartIsACrashLikeAnyOther() {
        lane.write("k", "v", null);
        lane.restart(false);
        assertEquals(List.of(), TestLane.events(lane.restart(false)));
        lane.write("k", "w", null);
        assertEquals(List.of(new ReplicaEvent.GapVoided(0, lane.self(), 13, 22)), TestLane.events(lane.restart(false)));
    }

    @Test
    void aReplicaThatNeverMintedHasNothingToVoid() {
        TestLane peer = new TestLane(0xB);
        lane.handle(lane.merge("k", peer.write("k", "v", null)));
        assertEquals(List.of(), lane.restart(false).events());
    }

    @Test
    void underANewIncarnationWhatItBelievedOfItsOwnPastIsForgotten() {
        TestLane peer = new TestLane(0xB);
        lane.write("k", "v", null);
        lane.handle(lane.merge("k", peer.write("k", "v", null)));
        lane.restart(false);
        ActorId before = lane.self();
        Decision<Recorded, ReplicaReply> start = lane.restartOn(lane.disk(), 2, false);
        assertTrue(TestLane.events(start).stream().anyMatch(LaneRestartTest::beginsAnew));
        assertEquals(IntervalSet.EMPTY, lane.replica().clock().appliedOf(before));
        assertEquals(1, lane.replica().clock().appliedOf(peer.self()).max());
        assertFalse(TestLane.events(lane.restart(false)).stream().anyMatch(LaneRestartTest::beginsAnew));
    }

    /// Its window is gone with the data: "never" would have the repetition carried out once more.
    @Test
    void aVolumeThatLostDataDoesNotDenyOperationsFromBefore() {
        OperationId before = new OperationId(7, OperationId.firstSequenceAt(TestLane.WALL) - 1);
        OperationId after = new OperationId(7, OperationId.firstSequenceAt(TestLane.WALL) + 1);
        assertEquals(ReplicaReply.Memory.NEVER, memory(before));
        lane.restartOn(TestLane.blank(), 2, false);
        assertEquals(ReplicaReply.Memory.FORGOTTEN, memory(before));
        assertEquals(ReplicaReply.Memory.NEVER, memory(after));
        lane.snapshot();
        lane.restart(true);
        assertEquals(ReplicaReply.Memory.FORGOTTEN, memory(before));
    }

    private ReplicaReply.Memory memory(OperationId operation) {
        var decision = lane.handle(new ReplicaRequest.Recall(lane.routing(), Key.of("k"), operation));
        return ((ReplicaReply.Recalled)
                        TestLane.replies(decision.afterDurable()).getFirst())
                .memory();
    }

    @Test
    void aSnapshotAndTheJournalBehindItAreTheState() {
        for (int seed = 0; seed < 200; seed++) {
            TestLane random = randomLane(seed);
            byte[] before = random.state().toBytes();
            random.restart(true);
            assertArrayEquals(before, random.state().toBytes(), "seed " + seed);
            assertEquals(livingRows(random), random.replica().livingKeys(), "seed " + seed);
        }
    }

    static TestLane randomLane(int seed) {
        Random random = new Random(seed);
        TestLane lane = new TestLane(0xA);
        TestLane peer = new TestLane(0xB);
        for (int step = 0; step < 40; step++) {
            String key = (random.nextInt(4) == 0 ? "os:" : "") + "k" + random.nextInt(5);
            switch (random.nextInt(8)) {
                case 0 -> lane.handle(lane.delete(key, null), lane.set(key, "v", null));
                case 1 -> lane.handle(lane.delete(key, null));
                case 2 -> lane.snapshot();
                case 3 -> lane.restart(random.nextBoolean());
                case 4 -> {
                    peer.handle(peer.set(key, "w", null));
                    lane.handle(lane.merge(key, peer.row(key)));
                }
                default ->
                    lane.handle(lane.set(key, "v", peer.row(key).context()), lane.set("other" + step, "v", null));
            }
        }
        return lane;
    }

    private static long livingRows(TestLane lane) {
        return lane.disk().rows().values().stream()
                .filter(object -> object.isAlive())
                .count();
    }

    @Test
    void noDotIsMintedTwiceWhateverIsLostInACrash() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TestLane crashing = new TestLane(0xA);
            long last = 0;
            for (int step = 0; step < 40; step++) {
                Decision<Recorded, ReplicaReply> decision = crashing.decide(null, crashing.set("os:k", "v", null));
                long minted = ((ReplicaEvent.ObjectChanged)
                                TestLane.events(decision).getFirst())
                        .applied()
                        .getFirst()
                        .counter();
                assertTrue(minted > last, "seed " + seed + ": " + minted + " after " + last);
                last = minted;
                // What asks for no sync may have been answered and be lost with the power; what asks for one may not.
                boolean synced = decision.events().stream().anyMatch(Recorded::synced);
                if (synced || random.nextInt(4) != 0) {
                    crashing.become(decision);
                } else {
                    crashing.restart(false);
                }
            }
        }
    }

    @Test
    void aNewIncarnationCountsFromOneAndKeepsWhatIsLeft() {
        lane.write("k", "v", null);
        lane.snapshot();
        Dot old = new Dot(lane.self(), 1);
        lane.restartOn(lane.disk(), 2, true);
        assertFalse(lane.replica().clock().covers(old));
        assertEquals(1, lane.replica().livingKeys());
        assertEquals(0, lane.replica().lastCounter());
        Dot minted = lane.write("k", "w", null).siblings().getFirst().dot();
        assertEquals(new Dot(lane.self(), 1), minted);
        assertFalse(minted.equals(old));
    }

    private static boolean beginsAnew(ReplicaEvent event) {
        return event instanceof ReplicaEvent.IncarnationBegun(_, var incarnation, _) && incarnation == 2;
    }
}
