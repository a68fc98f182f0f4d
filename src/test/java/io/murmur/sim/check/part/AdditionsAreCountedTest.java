package io.murmur.sim.check.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import io.murmur.sim.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The checker of HyperLogLogs sees each way in which one can be wrong, and takes what is right.
class AdditionsAreCountedTest {

    private static final Key KEY = Key.of("k");
    private static final Dot DOT = new Dot(new ActorId(new NodeId(0xA), 1), 1);
    private static final Outcome UNKNOWN = new Outcome.Failed(Failure.UNKNOWN);

    private final History history = new History(new Partitions(2));

    private static HyperLogLog of(int... names) {
        return HyperLogLog.ofElements(
                IntStream.of(names).mapToObj(AdditionsAreCounted::nameOf).toList());
    }

    private static Mutation unite(int... names) {
        return new Mutation.Unite(of(names));
    }

    private static Outcome written(long number) {
        return new Outcome.Written(Known.NOTHING, true, number);
    }

    private void change(long number, Mutation mutation, Outcome outcome, long took) {
        boolean isPlain = mutation.isOfWholeKey();
        var operation =
                new History.Operation(number, KEY, new OperationId(1, number), isPlain, number * 10 * World.MILLI);
        history.add(operation);
        history.add(new History.Change(operation, mutation));
        operation.end(outcome, (number * 10 + took) * World.MILLI);
    }

    private void add(long number, int... names) {
        change(number, unite(names), written(1), 5);
    }

    private void delete(long number) {
        change(number, new Mutation.Delete(), written(0), 5);
    }

    private int breaches(int... names) {
        Sibling sibling = new Sibling(DOT, 1, new OperationId(1, 1), null, null, new Registers(of(names)));
        var read = new History.Operation(90, KEY, null, true, 900 * World.MILLI);
        history.add(read);
        read.end(new Outcome.Read(StoredObject.of(VersionVector.of(DOT), List.of(sibling), 0)), 905 * World.MILLI);
        int before = history.violations().size();
        new AdditionsAreCounted(ConflictRule.SIBLINGS, true).check(history);
        return history.violations().size() - before;
    }

    @Test
    void takesWhatIsCountedAndSeesWhatIsLost() {
        add(1, 1);
        add(2, 2, 3);
        assertEquals(0, breaches(1, 2, 3));
        assertEquals(1, breaches(2, 3));
    }

    @Test
    void seesWhatIsGoneAndCountsAllTheSame() {
        add(1, 1);
        delete(2);
        add(3, 2);
        assertEquals(0, breaches(2));
        assertEquals(1, breaches(1, 2));
    }

    @Test
    void whatIsAddedAgainMayCount() {
        add(1, 1);
        delete(2);
        add(3, 1);
        assertEquals(0, breaches(1));
    }

    /// It may have united what it knew before the delete came to it.
    @Test
    void anAdditionThatIsUnderWayMayTakeAlongWhatItKnew() {
        add(1, 1);
        change(2, unite(2), written(1), 15);
        delete(3);
        assertEquals(0, breaches(1, 2));
    }

    @Test
    void whatIsUnknownMayComeLate() {
        add(1, 1);
        change(2, new Mutation.Delete(), UNKNOWN, 5);
        change(3, unite(2), UNKNOWN, 5);
        delete(4);
        assertEquals(0, breaches());
        assertEquals(0, breaches(1, 2));
    }

    @Test
    void whatWasTakenBackIsNotSeenAfterwards() {
        delete(1);
        change(2, unite(1), new Outcome.Failed(Failure.WRONG_TYPE), 5);
        assertEquals(1, breaches(1));
    }

    @Test
    void seesAWrongAnswer() {
        add(1, 1);
        change(2, unite(1), written(1), 5);
        assertEquals(1, breaches(1));
    }

    @Test
    void seesAnAnswerThatCountsWhatIsGone() {
        add(1, 1);
        delete(2);
        change(3, unite(1), written(0), 5);
        assertEquals(1, breaches(1));
    }

    @Test
    void anAnswerMaySayWhatIsAddedMeanwhile() {
        add(1, 1);
        change(2, unite(1), written(1), 20);
        change(3, unite(1), written(0), 5);
        assertEquals(0, breaches(1));
    }

    @Test
    void seesARefusalOfWhatIsThere() {
        add(1, 1);
        change(2, unite(2), new Outcome.Failed(Failure.WRONG_TYPE), 5);
        assertEquals(1, breaches(1));
    }

    @Test
    void anEndTakesTheBlameUnlessItWasTakenAwayInTime() {
        add(1, 1);
        change(2, new Mutation.Expire(Long.MAX_VALUE - 1), written(0), 5);
        assertEquals(0, breaches());
        change(3, new Mutation.Expire(Lifetime.ENDLESS), written(0), 5);
        assertTrue(breaches() > 0);
    }

    @Test
    void aValueTakesItsPlace() {
        add(1, 1);
        change(2, Mutation.set(Value.of("v")), written(0), 5);
        assertEquals(1, breaches(1));
    }
}
