package io.murmur.sim.check.part;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.Amount;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.History;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker of counters sees each way in which a sum can be wrong, and takes what is right.
class IncrementsAddUpTest {

    private static final Key KEY = Key.of("k");
    private static final ActorId A = new ActorId(new NodeId(0xA), 1);
    private static final Dot DELETE = new Dot(new ActorId(new NodeId(0xB), 1), 1);

    private final History history = new History(new Partitions(2));

    private static Dot a(long counter) {
        return new Dot(A, counter);
    }

    private static OperationId id(long number) {
        return new OperationId(7, number);
    }

    /// What a replica holds when A has added `total` by its event `counter`.
    private static StoredObject counter(long counter, long total) {
        Sibling sibling = new Sibling(a(counter), counter, id(counter), null, null, new Amount(total, 1, 0));
        return StoredObject.of(VersionVector.of(a(counter)), List.of(sibling), 0);
    }

    private static StoredObject deleted(long upTo, long total) {
        Sibling sibling = new Sibling(DELETE, 9, id(9), null);
        VersionVector context = VersionVector.of(a(upTo)).with(DELETE);
        return StoredObject.of(context, List.of(sibling), 0, Totals.EMPTY.with(new Totals.Entry(a(upTo), total)));
    }

    private History.Operation operation(long number, OperationId write, Outcome outcome) {
        var operation = new History.Operation(number, KEY, write, true, number * 10);
        history.add(operation);
        operation.end(outcome, number * 10 + 5);
        return operation;
    }

    private void add(long number, long amount, StoredObject minted, long answer) {
        Outcome outcome = new Outcome.Written(Known.of(minted.context()), true, answer);
        history.add(new History.Increment(operation(number, id(number), outcome), amount));
        history.minted(new History.Minting(a(number), KEY, id(number), minted, Attempt.FIRST, number * 10 + 2));
    }

    private int breaches(StoredObject seen) {
        var read = new History.Operation(20, KEY, null, true, 200);
        history.add(read);
        read.end(new Outcome.Read(seen), 205);
        new IncrementsAddUp().check(history);
        return history.violations().size();
    }

    private void addTwice() {
        add(1, 1, counter(1, 1), 1);
        add(2, 2, counter(2, 3), 3);
    }

    private void delete() {
        operation(9, id(9), new Outcome.Written(Known.of(deleted(1, 1).context()), true));
        history.minted(new History.Minting(DELETE, KEY, id(9), deleted(1, 1), Attempt.FIRST, 92));
    }

    @Test
    void takesWhatAddsUp() {
        addTwice();
        assertEquals(0, breaches(counter(2, 3)));
    }

    @Test
    void seesWhatIsLost() {
        addTwice();
        assertEquals(1, breaches(counter(1, 1)));
    }

    @Test
    void seesWhatCountsTwice() {
        addTwice();
        assertEquals(2, breaches(counter(2, 5)), "the second is missing, and four was never added");
    }

    @Test
    void seesWhatIsMissingInAnAnswer() {
        add(1, 1, counter(1, 1), 1);
        add(2, 2, counter(2, 3), 2);
        assertEquals(1, breaches(counter(2, 3)));
    }

    @Test
    void takesWhatWasSupersededAndSeesWhatCountsAllTheSame() {
        addTwice();
        delete();
        Sibling both = counter(2, 3).siblings().getFirst();
        VersionVector context = VersionVector.of(a(2)).with(DELETE);
        Totals superseded = Totals.EMPTY.with(new Totals.Entry(a(1), 1));
        assertEquals(0, breaches(StoredObject.of(context, List.of(both), 0, superseded)));
        assertEquals(1, breaches(StoredObject.of(context, List.of(both), 0)), "the delete knew the first");
    }
}
