package io.murmur.sim.check.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Write n begins at n x 10 and ends at n x 10 + 5; each knows all before it.
class PagesShowWhatReadsWouldTest {

    private static final Key KEY = Key.of("k");
    private static final ActorId ACTOR = new ActorId(new NodeId(0xA), 1);

    private final Partitions partitions = new Partitions(2);
    private final History history = new History(partitions);

    private void write(long number, @Nullable String value, @Nullable Expiry expiry, boolean isAcknowledged) {
        Dot dot = new Dot(ACTOR, number);
        OperationId id = new OperationId(7, number);
        Sibling own = new Sibling(dot, number, id, value == null ? null : Value.of(value), expiry);
        StoredObject object = StoredObject.of(VersionVector.of(dot), List.of(own), 0);
        var operation = new History.Operation(number, KEY, id, true, number * 10);
        history.add(operation);
        operation.end(
                isAcknowledged
                        ? new Outcome.Written(Known.of(object.context()), true)
                        : new Outcome.Failed(Failure.UNKNOWN),
                number * 10 + 5);
        history.minted(new History.Minting(dot, KEY, id, object, Attempt.FIRST, number * 10 + 2));
    }

    /// How many breaches there are if a page that is asked for then lists the key, or not.
    private int breaches(long startNanos, boolean isListed) {
        return breaches(new Outcome.Listed(isListed ? List.of(KEY) : List.of(), 0, true), 0, startNanos);
    }

    private int breaches(Outcome.Listed listed, long fromHash, long startNanos) {
        int before = history.violations().size();
        History other = new History(partitions);
        history.operations().forEach(other::add);
        history.mintingsOf(KEY).forEach(other::minted);
        other.note(new Fact.Page(new ClientOperation.List(partitions.of(KEY), fromHash, 10), listed, startNanos));
        new PagesShowWhatReadsWould().check(other);
        return other.violations().size() - before;
    }

    @Test
    void anAcknowledgedValueIsListed() {
        write(1, "v", null, true);
        assertEquals(1, breaches(100, false));
        assertEquals(0, breaches(100, true));
        // It was not acknowledged yet.
        assertEquals(0, breaches(15, false));
        assertEquals(0, breaches(15, true));
        // A later value does not end it.
        write(2, "w", null, false);
        assertEquals(1, breaches(100, false));
    }

    @Test
    void onlyWhereThePageReaches() {
        write(1, "v", null, true);
        assertEquals(0, breaches(new Outcome.Listed(List.of(), 0, true), KEY.hash() + 1, 100));
        assertEquals(0, breaches(new Outcome.Listed(List.of(), KEY.hash(), false), 0, 100));
        assertEquals(1, breaches(new Outcome.Listed(List.of(), KEY.hash() + 1, false), 0, 100));
    }

    @Test
    void aValueThatMayHaveEndedNeedNotBeListed() {
        write(1, "v", null, true);
        write(2, null, null, false);
        assertEquals(0, breaches(100, false));
        assertEquals(0, breaches(100, true));
    }

    @Test
    void aValueWithAnEndNeedNotBeListed() {
        write(1, "v", Expiry.at(50), true);
        assertEquals(0, breaches(100, false));
        assertEquals(0, breaches(100, true));
    }

    @Test
    void anExpiryMayEndWhatItIsAbout() {
        write(1, "v", null, true);
        write(2, null, new Expiry(50, 1, VersionVector.of(new Dot(ACTOR, 1))), false);
        assertEquals(0, breaches(100, false));
        write(3, "w", null, true);
        assertEquals(1, breaches(100, false));
    }

    @Test
    void anAcknowledgedDeleteIsNotListed() {
        write(1, "v", null, true);
        write(2, null, null, true);
        assertEquals(1, breaches(100, true));
        assertEquals(0, breaches(100, false));
        // The delete was not acknowledged yet.
        assertEquals(0, breaches(25, true));
        write(3, "w", null, false);
        assertEquals(0, breaches(100, true));
    }
}
