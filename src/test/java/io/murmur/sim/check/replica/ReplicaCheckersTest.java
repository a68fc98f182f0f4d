package io.murmur.sim.check.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.IntervalSet;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each checker of what replicas hold accepts what is right and rejects each kind of wrong.
class ReplicaCheckersTest {

    private static final Key KEY = Key.of("k");
    private static final Key OTHER = Key.of("l");
    private static final NodeId ONE = new NodeId(0xA);
    private static final NodeId TWO = new NodeId(0xB);
    private static final ActorId ACTOR = new ActorId(ONE, 1);
    private static final VersionVector EVENT = VersionVector.EMPTY.with(new Dot(ACTOR, 1));
    private static final VersionVector LATER = VersionVector.EMPTY.with(new Dot(ACTOR, 2));
    private static final VersionVector NOTHING = VersionVector.EMPTY;

    private final History history = new History(new Partitions(2));

    private int breaches(Checker checker) {
        int before = history.violations().size();
        checker.check(history);
        return history.violations().size() - before;
    }

    private void row(NodeId owner, Key key, @Nullable String bytes) {
        history.note(new Fact.Row(owner, key, bytes == null ? null : ByteBuffer.wrap(bytes.getBytes(UTF_8))));
    }

    @Test
    void equalReplicasAreFine() {
        row(ONE, KEY, "same");
        row(TWO, KEY, "same");
        row(ONE, OTHER, null);
        row(TWO, OTHER, null);
        assertEquals(0, breaches(new ReplicasAreEqual()));
    }

    @Test
    void replicasMustNotDiffer() {
        row(ONE, KEY, "one");
        row(TWO, KEY, "two");
        assertEquals(1, breaches(new ReplicasAreEqual()));
    }

    @Test
    void aReplicaMustNotMissAKey() {
        row(ONE, KEY, null);
        row(TWO, KEY, "two");
        row(ONE, OTHER, "one");
        row(TWO, OTHER, null);
        assertEquals(2, breaches(new ReplicasAreEqual()));
    }

    @Test
    void aThirdReplicaIsComparedToo() {
        row(ONE, KEY, "same");
        row(TWO, KEY, "same");
        row(new NodeId(0xC), KEY, "other");
        assertEquals(1, breaches(new ReplicasAreEqual()));
    }

    private int breachesOfCount(long counted, long rows) {
        history.note(new Fact.OwnCount(ONE, 0, counted, rows));
        return breaches(new CountsFitRows());
    }

    @Test
    void aNodeCountsItsRows() {
        assertEquals(0, breachesOfCount(3, 3));
        assertEquals(1, breachesOfCount(2, 3));
        assertEquals(2, breachesOfCount(3, 2));
    }

    private int breachesOfCounters(IntervalSet known, long last) {
        history.note(new Fact.OwnCounters(ACTOR, 0, known, last));
        return breaches(new CountersAreAccountedFor());
    }

    @Test
    void countersAreAppliedOrVoidUpToTheLast() {
        assertEquals(0, breachesOfCounters(IntervalSet.EMPTY, 0));
        assertEquals(0, breachesOfCounters(IntervalSet.EMPTY.with(1, 7), 7));
        assertEquals(1, breachesOfCounters(IntervalSet.EMPTY.with(1, 7), 8));
        assertEquals(2, breachesOfCounters(IntervalSet.EMPTY.with(1, 3).with(5, 8), 8));
        assertEquals(3, breachesOfCounters(IntervalSet.EMPTY.with(2, 8), 8));
    }

    private History.Operation write(Outcome outcome) {
        var write = new History.Operation(1, KEY, new OperationId(7, 1), true, 10);
        write.end(outcome, 15);
        history.add(write);
        return write;
    }

    private void minted(long counter) {
        Dot dot = new Dot(ACTOR, counter);
        history.minted(new History.Minting(dot, KEY, new OperationId(7, 1), StoredObject.ABSENT, Attempt.FIRST, 12));
    }

    private int breachesAt(History.Operation write, int lost, VersionVector... known) {
        history.note(new Fact.Disks(write, 2, List.of(known), lost));
        return breaches(new SyncedBeforeAnswer());
    }

    @Test
    void wOwnersHoldTheEventOfAnAnsweredWrite() {
        minted(1);
        var write = write(new Outcome.Written(Known.of(EVENT), true));
        assertEquals(0, breachesAt(write, 0, EVENT, LATER, NOTHING));
        assertEquals(0, breachesAt(write, 1, EVENT, NOTHING));
        assertEquals(1, breachesAt(write, 0, EVENT, NOTHING, NOTHING));
        assertEquals(2, breachesAt(write, 1, NOTHING, NOTHING));
    }

    @Test
    void whatWasNotAcknowledgedNeedNotBeAnywhere() {
        minted(1);
        assertEquals(0, breachesAt(write(new Outcome.Failed(Failure.UNKNOWN)), 0, NOTHING, NOTHING, NOTHING));
    }

    @Test
    void anAnsweredWriteHasAnEvent() {
        assertEquals(1, breachesAt(write(new Outcome.Written(Known.of(EVENT), true)), 0, EVENT, EVENT, EVENT));
    }

    /// The supersede round gives a write a second event; its answer covers both.
    @Test
    void bothEventsOfAWriteMustBeHeld() {
        minted(1);
        minted(2);
        var write = write(new Outcome.Written(Known.of(LATER), true));
        assertEquals(0, breachesAt(write, 0, LATER, LATER, NOTHING));
        assertEquals(1, breachesAt(write, 0, LATER, EVENT, EVENT));
    }

    private int breachesOfConvergence(VersionVector one, VersionVector two, PartitionClock of, PartitionClock other) {
        history.note(new Fact.Held(ONE, KEY, ByteBuffer.wrap(one.toString().getBytes(UTF_8)), one, false));
        history.note(new Fact.Held(TWO, KEY, ByteBuffer.wrap(two.toString().getBytes(UTF_8)), two, false));
        history.note(new Fact.Applied(ONE, 0, of, true));
        history.note(new Fact.Applied(TWO, 0, other, true));
        return breaches(new ReplicasConverge());
    }

    private static PartitionClock applied(long to) {
        PartitionClock clock = new PartitionClock();
        clock.addRange(ACTOR, 1, to);
        return clock;
    }

    @Test
    void convergedReplicasHoldAndHaveAppliedTheSame() {
        assertEquals(0, breachesOfConvergence(EVENT, EVENT, applied(2), applied(2)));
    }

    @Test
    void whatOneHoldsAloneHasNotConverged() {
        assertEquals(1, breachesOfConvergence(EVENT, LATER, applied(2), applied(2)));
    }

    @Test
    void whatOneHasAppliedAloneHasNotConverged() {
        assertEquals(1, breachesOfConvergence(EVENT, EVENT, applied(1), applied(2)));
    }

    @Test
    void aTreeMustFitItsRows() {
        history.note(new Fact.Applied(ONE, 0, applied(1), true));
        assertEquals(0, breaches(new TreesFitRows()));
        history.note(new Fact.Applied(TWO, 0, applied(1), false));
        assertEquals(1, breaches(new TreesFitRows()));
    }

    private int breachesOfKnowledge(PartitionClock clock, VersionVector context) {
        TreeMap<Key, VersionVector> contexts = new TreeMap<>();
        contexts.put(KEY, context);
        history.note(new Fact.Knew(ONE, history.partitionOf(KEY), clock, contexts));
        return breaches(new ClocksTellTheTruth());
    }

    @Test
    void whatCountsAsAppliedIsKnown() {
        minted(2);
        assertEquals(0, breachesOfKnowledge(applied(1), NOTHING));
        assertEquals(0, breachesOfKnowledge(applied(2), LATER));
        assertEquals(1, breachesOfKnowledge(applied(2), EVENT));
        assertEquals(2, breachesOfKnowledge(applied(3), NOTHING));
    }
}
