package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.receivers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.delay.Stay;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.ring.Topology;
import io.murmur.core.value.StoredObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who is asked in place of owners that cannot be reached. A, B and C own all keys, W = R = 2; D and E own none.
class SloppyQuorumTest implements Topology {

    private static final NodeId D = new NodeId(0xD);
    private static final NodeId E = new NodeId(0xE);
    private static final Namespaces NAMESPACES =
            new Namespaces(TestNamespace.active("default", 2, 2), List.of(TestNamespace.active("sloppy", 2, 2, true)));
    private static final Key KEY = Key.of("sloppy:k");

    private final Set<NodeId> reachable = new TreeSet<>(List.of(A, B, C, D, E));
    private final RecordedOutputs<Outcome> out = new RecordedOutputs<>();
    private CoordinatorMachine coordinator = at(A);

    private CoordinatorMachine at(NodeId node) {
        return new CoordinatorMachine(node, this, NAMESPACES, Stand.SETTINGS, 5);
    }

    @Override
    public int partitionOf(Key key) {
        return 0;
    }

    @Override
    public long epochOf(int partition) {
        return 70;
    }

    @Override
    public List<NodeId> ownersOf(int partition) {
        return List.of(A, B, C);
    }

    @Override
    public List<NodeId> fallbacksOf(int partition) {
        return List.of(E, D);
    }

    @Override
    public boolean isReachable(NodeId node) {
        return reachable.contains(node);
    }

    private List<Output<Outcome>> submit(ClientOperation operation) {
        var input = new CoordinatorInput.Submitted(1, operation, 1000, Stand.itinerary());
        coordinator.on(input, new Now(0, 0), out);
        return out.drain();
    }

    private static ClientOperation put(Key key) {
        return new ClientOperation.Put(key, Mutation.set(Value.of("v")), null, Stand.operation(1), Tries.ONLY, 0);
    }

    private static ClientOperation get(Key key) {
        return new ClientOperation.Get(key, 0);
    }

    private static Output<Outcome> tooFew() {
        return new Output.Answer<>(1, new Outcome.Failed(Failure.TOO_FEW_OWNERS));
    }

    @Test
    void nobodyElseIsAskedWhereEnoughOwnersCanBeReached() {
        reachable.remove(C);
        assertEquals(List.of(A, B), receivers(submit(get(KEY))));
        assertEquals(List.of(A), receivers(submit(put(KEY))), "its own replica names the event");
    }

    @Test
    void othersAreAskedInThePlaceOfThoseThatAreAway() {
        reachable.removeAll(List.of(B, C));
        assertEquals(List.of(A, E), receivers(submit(get(KEY))));
        assertEquals(List.of(tooFew()), submit(get(Key.of("strict"))));
        assertEquals(List.of(tooFew()), submit(put(Key.of("strict"))));
    }

    @Test
    void aNodeThatOwnsNothingWritesItself() {
        coordinator = at(E);
        reachable.removeAll(List.of(A, B, C));
        List<Output<Outcome>> minting = submit(put(KEY));
        assertEquals(List.of(E), receivers(minting));
        long correlation = minting.getFirst() instanceof Output.Send<Outcome>(_, ReplicaRequest.Mint asked, _)
                ? asked.routing().correlation()
                : 0;
        var minted =
                new ReplicaReply.Minted(correlation, StoredObject.ABSENT, List.of(Stand.dot(E, 1)), false, List.of());
        coordinator.on(new CoordinatorInput.Replied(E, minted, Stay.unknown(0)), new Now(0, 0), out);
        assertEquals(List.of(D), receivers(out.drain()));
    }

    @Test
    void oneThatIsFurtherDownTheListHandsOver() {
        coordinator = at(D);
        reachable.removeAll(List.of(C));
        assertEquals(List.of(A), receivers(submit(put(KEY))), "to an owner, where there are enough");
    }

    @Test
    void tooFewOfAllAreTooFew() {
        reachable.removeAll(List.of(B, C, D, E));
        assertEquals(List.of(tooFew()), submit(put(KEY)));
        assertEquals(List.of(tooFew()), submit(get(KEY)));
    }
}
