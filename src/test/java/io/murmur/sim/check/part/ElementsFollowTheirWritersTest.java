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
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import io.murmur.sim.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker of elements sees each way in which a collection can be wrong, and takes what is right.
class ElementsFollowTheirWritersTest {

    private static final Key KEY = Key.of("k");
    private static final Value NAME = Value.of("x");
    private static final Mutation PUT =
            new Mutation.PutElements(KeyType.HASH, List.of(new Mutation.Entry(NAME, Value.of("v"))));
    private static final Mutation REMOVE = new Mutation.RemoveElements(KeyType.HASH, List.of(NAME));
    private static final Outcome UNKNOWN = new Outcome.Failed(Failure.UNKNOWN);
    private static final Outcome REFUSED = new Outcome.Failed(Failure.OVERLOADED);

    private final History history = new History(new Partitions(2));

    private static OperationId id(long number) {
        return new OperationId(7, number);
    }

    private static Outcome written(long number) {
        return new Outcome.Written(Known.NOTHING, true, number);
    }

    /// Begins at ten times its number and takes `millis`.
    private void change(long number, Mutation mutation, Outcome outcome, long millis) {
        var operation =
                new History.Operation(number, KEY, id(number), mutation.isOfWholeKey(), number * 10 * World.MILLI);
        history.add(operation);
        history.add(new History.Change(operation, mutation));
        operation.end(outcome, (number * 10 + millis) * World.MILLI);
    }

    private void change(long number, Mutation mutation) {
        change(number, mutation, written(1), 5);
    }

    private int breaches(long... shown) {
        StoredObject seen = StoredObject.ABSENT;
        for (long number : shown) {
            Sibling sibling = new Sibling(
                    new Dot(new ActorId(new NodeId(0xA), 1), number),
                    number,
                    id(number),
                    Value.of("v"),
                    null,
                    new Element(KeyType.HASH, NAME));
            seen = StoredObject.of(VersionVector.of(sibling.dot()), List.of(sibling), 0);
        }
        var read = new History.Operation(20, KEY, null, true, 200 * World.MILLI);
        history.add(read);
        read.end(new Outcome.Read(seen), 205 * World.MILLI);
        new ElementsFollowTheirWriters(true).check(history);
        return history.violations().size();
    }

    @Test
    void takesWhatIsThereAndSeesWhatIsNot() {
        change(1, PUT);
        assertEquals(0, breaches(1));
        assertEquals(1, breaches());
    }

    @Test
    void takesWhatIsGoneAndSeesWhatIsStillThere() {
        change(1, PUT);
        change(2, REMOVE, written(1), 5);
        assertEquals(0, breaches());
        assertEquals(1, breaches(1));
    }

    @Test
    void aDeleteRemovesTooAndARefusedRemovalDoesNot() {
        change(1, PUT);
        change(2, REMOVE, REFUSED, 5);
        assertEquals(1, breaches());
        change(3, new Mutation.Delete());
        assertEquals(2, breaches(1));
    }

    @Test
    void whatOverlapsMayEndEitherWay() {
        change(1, PUT, written(1), 100);
        change(2, REMOVE);
        assertEquals(0, breaches());
        assertEquals(0, breaches(1));
    }

    @Test
    void whatIsUnknownMayComeLate() {
        change(1, REMOVE, UNKNOWN, 5);
        change(2, PUT);
        assertEquals(0, breaches());
        change(3, PUT, UNKNOWN, 5);
        change(4, REMOVE);
        assertEquals(0, breaches(3));
    }

    @Test
    void seesAFieldThatWasReplaced() {
        change(1, PUT);
        change(2, PUT, written(0), 5);
        assertEquals(0, breaches(2));
        assertEquals(1, breaches(1));
    }

    @Test
    void seesAnAnswerThatDeniesWhatIsThere() {
        change(1, PUT);
        change(2, PUT, written(1), 5);
        assertEquals(1, breaches(2));
    }

    /// What stands there is younger than the second put, and took the place of the first.
    @Test
    void anAnswerMayDenyWhatIsRenewedMeanwhile() {
        change(1, PUT);
        change(2, PUT, written(1), 100);
        change(3, PUT, written(0), 5);
        assertEquals(0, breaches(3));
    }

    @Test
    void whatIsTakenBackMayBeSeenMeanwhile() {
        change(1, PUT);
        change(2, REMOVE);
        change(3, PUT, new Outcome.Failed(Failure.WRONG_TYPE), 500);
        assertEquals(0, breaches(3));
    }

    @Test
    void whatWasTakenBackIsNotSeenAfterwards() {
        change(1, PUT);
        change(2, REMOVE);
        change(3, PUT, new Outcome.Failed(Failure.WRONG_TYPE), 5);
        assertTrue(breaches(3) > 0);
    }

    @Test
    void seesARefusalOfWhatIsThere() {
        change(1, PUT);
        change(2, new Mutation.Expire(5), new Outcome.Failed(Failure.NO_SUCH_KEY), 5);
        assertEquals(1, breaches(1));
    }

    @Test
    void anEndTakesTheBlameUnlessItWasTakenAwayInTime() {
        change(1, PUT);
        change(2, new Mutation.Expire(Long.MAX_VALUE - 1));
        assertEquals(0, breaches());
        change(3, new Mutation.Expire(Lifetime.ENDLESS));
        assertEquals(2, breaches(), "neither read shows it");
    }
}
