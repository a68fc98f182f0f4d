package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.KEY;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stay;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.ring.Topology;
import io.murmur.core.value.Known;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A coordinator: takes operations in, refuses early, hands over, keeps requests apart. Node A of A to D;
/// partition 0 is owned by A, B and C, partition 1 (keys that begin with `d`) by B, C and D.
class CoordinatorMachineTest implements Topology {

    private static final NodeId D = new NodeId(0xD);
    private static final Key ELSEWHERE = Key.of("d");
    private static final Namespaces NAMESPACES = new Namespaces(
            TestNamespace.active("default", 2, 2),
            List.of(TestNamespace.active("one", 1, 1), TestNamespace.passive("passive", 2)));

    private final Set<NodeId> reachable = new TreeSet<>(List.of(A, B, C, D));
    private final CoordinatorMachine coordinator = new CoordinatorMachine(A, this, NAMESPACES, Stand.SETTINGS, 5);
    private final RecordedOutputs<Outcome> out = new RecordedOutputs<>();
    private long millis;
    private long tickets;
    private long forwards;

    @Override
    public int partitionOf(Key key) {
        return key.toString().startsWith("d") ? 1 : 0;
    }

    @Override
    public long epochOf(int partition) {
        return 70L + partition;
    }

    @Override
    public List<NodeId> ownersOf(int partition) {
        return partition == 0 ? List.of(C, A, B) : List.of(B, C, D);
    }

    @Override
    public boolean isReachable(NodeId node) {
        return reachable.contains(node);
    }

    private PeerMessage.Serial serial() {
        return new PeerMessage.Serial(0xD, ++forwards);
    }

    private List<Output<Outcome>> tell(CoordinatorInput input) {
        coordinator.on(input, new Now(millis * 1_000_000, 0), out);
        coordinator.left(millis * 1_000_000);
        return out.drain();
    }

    private List<Output<Outcome>> submit(ClientOperation operation) {
        return tell(new CoordinatorInput.Submitted(++tickets, operation, 1000, Stand.itinerary()));
    }

    private List<Output<Outcome>> reply(NodeId from, ReplicaReply reply) {
        return tell(new CoordinatorInput.Replied(from, reply, Stay.unknown(0)));
    }

    private List<Output<Outcome>> spoke(NodeId from, PeerMessage message) {
        return tell(new CoordinatorInput.PeerSpoke(from, message, Stay.unknown(0)));
    }

    private static ClientOperation get(Key key) {
        return new ClientOperation.Get(key, 0);
    }

    private static ClientOperation.Put put(Key key) {
        return new ClientOperation.Put(key, Mutation.set(Value.of("v")), null, Stand.operation(1), Tries.FIRST, 0);
    }

    private static Output<Outcome> failed(long ticket, Failure failure) {
        return new Output.Answer<>(ticket, new Outcome.Failed(failure));
    }

    private static <T> T message(Class<T> type, Output<Outcome> output) {
        return assertInstanceOf(
                type, assertInstanceOf(Output.Send.class, output).message());
    }

    private static ReplicaRequest.Read read(Output<Outcome> output) {
        return message(ReplicaRequest.Read.class, output);
    }

    @Test
    void asksItselfFirstThenWhoIsReachableThenTheOthers() {
        assertEquals(List.of(A, C), receivers(submit(get(KEY))));
        reachable.remove(C);
        assertEquals(List.of(A, B), receivers(submit(get(KEY))));
    }

    @Test
    void usesTheLevelsOfTheNamespaceUnlessTheRequestSaysOtherwise() {
        assertEquals(List.of(A), receivers(submit(get(Key.of("one:k")))));
        assertEquals(List.of(A, C, B), receivers(submit(new ClientOperation.Get(KEY, 3))));
        assertEquals(List.of(A, C, B), receivers(submit(new ClientOperation.Get(KEY, 99))));
    }

    @Test
    void carriesOutAWriteOfItsOwnPartition() {
        ReplicaRequest.Mint mint =
                message(ReplicaRequest.Mint.class, submit(put(KEY)).getFirst());
        assertEquals(70, mint.routing().epoch());
        assertEquals(0, mint.routing().partition());
        assertEquals(1, coordinator.inFlight());
        long correlation = mint.routing().correlation();
        StoredObject written = object(A, 1, "v");
        assertEquals(
                List.of(C, B), receivers(reply(A, new ReplicaReply.Minted(correlation, written, List.of(), false))));
        reply(A, new ReplicaReply.Stored(correlation));
        assertEquals(
                List.of(new Output.Answer<>(1, new Outcome.Written(Known.of(written.context()), false))),
                reply(B, new ReplicaReply.Stored(correlation)));
        assertEquals(0, coordinator.inFlight());
    }

    @Test
    void refusesAtOnceWhatTooFewOwnersCanBeReachedFor() {
        reachable.clear();
        reachable.add(A);
        assertEquals(List.of(failed(1, Failure.TOO_FEW_OWNERS)), submit(get(KEY)));
        assertEquals(List.of(failed(2, Failure.TOO_FEW_OWNERS)), submit(put(KEY)));
        assertEquals(List.of(failed(3, Failure.TOO_FEW_OWNERS)), submit(put(ELSEWHERE)));
        assertEquals(List.of(A), receivers(submit(put(Key.of("one:k")))));
        reachable.add(B);
        assertEquals(List.of(A), receivers(submit(put(KEY))));
    }

    /// Else a copy might be refused after the original was carried out, and be heard first.
    @Test
    void aCopyOfWhatWasHandedOverIsDropped() {
        var forward =
                new CoordinatorInput.PeerSpoke(D, new PeerMessage.Forward(9, serial(), put(KEY), 500), Stay.unknown(0));
        assertFalse(tell(forward).isEmpty());
        assertEquals(List.of(), tell(forward));
        reachable.clear();
        assertEquals(List.of(), tell(forward));
    }

    @Test
    void anOwnerThatDoesNotCountHandsOver() {
        reachable.remove(A);
        assertEquals(List.of(C), receivers(submit(get(KEY))));
        assertEquals(List.of(C), receivers(submit(put(KEY))));
        assertEquals(
                List.of(Stand.sent(D, new PeerMessage.Forwarded(9, new Outcome.Failed(Failure.TRY_AGAIN)))),
                spoke(D, new PeerMessage.Forward(9, serial(), get(KEY), 500)));
        reachable.clear();
        assertEquals(List.of(failed(3, Failure.TOO_FEW_OWNERS)), submit(put(KEY)));
    }

    @Test
    void refusesMoreThanItTakes() {
        for (int i = 0; i < 4; i++) {
            submit(get(KEY));
        }
        assertEquals(4, coordinator.inFlight());
        assertEquals(List.of(failed(5, Failure.OVERLOADED)), submit(get(KEY)));
        assertEquals(
                List.of(Stand.sent(D, new PeerMessage.Forwarded(9, new Outcome.Failed(Failure.OVERLOADED)))),
                spoke(D, new PeerMessage.Forward(9, serial(), get(KEY), 500)));
        millis += 1000;
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                tell(new CoordinatorInput.Ticked()).stream()
                        .map(output ->
                                assertInstanceOf(Output.Answer.class, output).correlation())
                        .toList());
        assertEquals(List.of(A, C), receivers(submit(get(KEY))));
    }

    @Test
    void handsOverWhatItDoesNotOwn() {
        reachable.remove(B);
        Output<Outcome> output = submit(put(ELSEWHERE)).getFirst();
        PeerMessage.Forward forward = message(PeerMessage.Forward.class, output);
        assertEquals(List.of(C), receivers(List.of(output)));
        assertEquals(put(ELSEWHERE), forward.operation());
        assertEquals(1000, forward.timeoutMillis());
        Outcome outcome = new Outcome.Written(Known.of(VersionVector.EMPTY), true);
        var result = new PeerMessage.Forwarded(forward.correlation(), outcome);
        assertEquals(List.of(), spoke(D, result));
        assertEquals(List.of(new Output.Answer<>(1, outcome)), spoke(C, result));
        assertEquals(List.of(), spoke(C, result));
        assertEquals(0, coordinator.inFlight());
    }

    @Test
    void looksAHandedOverWriteUpFirstAndAnswersWhoHandedItOver() {
        List<Output<Outcome>> outputs = spoke(D, new PeerMessage.Forward(9, serial(), put(KEY), 500));
        assertEquals(List.of(C, A, B), receivers(outputs));
        message(ReplicaRequest.Recall.class, outputs.getFirst());
        millis += 500;
        assertEquals(
                List.of(Stand.sent(
                        D,
                        new PeerMessage.Forwarded(
                                9,
                                new Outcome.Failed(Failure.UNKNOWN),
                                List.of(new Stretch(Stage.SILENCE, A, 500_000_000)),
                                false,
                                500_000_000))),
                tell(new CoordinatorInput.Ticked()));
    }

    @Test
    void whatNobodySendsAgainIsNotLookedUp() {
        var once = new ClientOperation.Put(KEY, Mutation.set(Value.of("v")), null, Stand.operation(1), Tries.ONLY, 0);
        List<Output<Outcome>> outputs = spoke(D, new PeerMessage.Forward(9, serial(), once, 500));
        message(ReplicaRequest.Mint.class, outputs.getFirst());
    }

    /// Each repetition asks all owners, this one among them; not if two shall hold the write.
    @Test
    void isHandedAPassiveWriteWithoutLooking() {
        Key key = Key.of("passive:k");
        message(
                ReplicaRequest.Mint.class,
                spoke(D, new PeerMessage.Forward(9, serial(), put(key), 500)).getFirst());
        var atTwo = new ClientOperation.Put(key, new Mutation.Delete(), null, Stand.operation(1), Tries.FIRST, 2);
        message(
                ReplicaRequest.Recall.class,
                spoke(D, new PeerMessage.Forward(9, serial(), atTwo, 500)).getFirst());
    }

    /// Of so many streams that the first was forgotten: a copy may look like an original.
    @Test
    void whatMayBeACopyIsLookedUp() {
        ClientOperation.Put put = put(Key.of("passive:k"));
        List<Output<Outcome>> outputs = spoke(D, new PeerMessage.Forward(9, serial(), put, 500));
        message(ReplicaRequest.Mint.class, outputs.getFirst());
        for (long stream = 0; stream < 256; stream++) {
            spoke(D, new PeerMessage.Forward(9, new PeerMessage.Serial(1_000 + stream, 0), get(ELSEWHERE), 500));
        }
        outputs = spoke(D, new PeerMessage.Forward(9, serial(), put, 500));
        message(ReplicaRequest.Recall.class, outputs.getFirst());
    }

    @Test
    void handsOverWhatItsOwnReplicaRefuses() {
        List<Output<Outcome>> handedOver = refuseMint(submit(put(KEY)), Refusal.DISK_FULL);
        assertEquals(List.of(C), receivers(handedOver));
        PeerMessage.Forward forward = message(PeerMessage.Forward.class, handedOver.getFirst());
        assertEquals(put(KEY), forward.operation());
        Outcome outcome = new Outcome.Written(Known.of(VersionVector.EMPTY), true);
        assertEquals(
                List.of(new Output.Answer<>(1, outcome)),
                spoke(C, new PeerMessage.Forwarded(forward.correlation(), outcome)));
        assertEquals(0, coordinator.inFlight());
    }

    @Test
    void handsNothingOverThatWouldFailEverywhere() {
        assertEquals(
                List.of(failed(1, Failure.TOO_MANY_SIBLINGS)), refuseMint(submit(put(KEY)), Refusal.TOO_MANY_SIBLINGS));
    }

    /// A sure refusal must not become an unknown one: whom the write is handed to needs W owners without this
    /// one.
    @Test
    void handsNothingOverThatTooFewOthersCanStore() {
        List<Output<Outcome>> full = submit(put(KEY));
        List<Output<Outcome>> ahead = submit(put(KEY));
        List<Output<Outcome>> late = submit(put(KEY));
        reachable.remove(B);
        assertEquals(List.of(failed(1, Failure.DISK_FULL)), refuseMint(full, Refusal.DISK_FULL));
        assertEquals(List.of(C), receivers(refuseMint(ahead, Refusal.CLOCK_AHEAD)));
        reachable.add(B);
        millis += 1000;
        assertEquals(List.of(failed(3, Failure.DISK_FULL)), refuseMint(late, Refusal.DISK_FULL));
    }

    private List<Output<Outcome>> refuseMint(List<Output<Outcome>> begun, Refusal reason) {
        ReplicaRequest.Mint mint = message(ReplicaRequest.Mint.class, begun.getFirst());
        return reply(A, new ReplicaReply.Refused(mint.routing().correlation(), reason));
    }

    @Test
    void handsNothingOnThatWasHandedOver() {
        assertEquals(
                List.of(Stand.sent(D, new PeerMessage.Forwarded(9, new Outcome.Failed(Failure.TRY_AGAIN)))),
                spoke(D, new PeerMessage.Forward(9, serial(), get(ELSEWHERE), 500)));
        assertEquals(0, coordinator.inFlight());
    }

    @Test
    void looksIntoPartitionsItDoesNotOwnItself() {
        List<Output<Outcome>> outputs = submit(new ClientOperation.Count(1));
        assertEquals(List.of(B), receivers(outputs));
        ReplicaRequest.Count count = message(ReplicaRequest.Count.class, outputs.getFirst());
        assertEquals(71, count.routing().epoch());
        assertEquals(
                List.of(new Output.Answer<>(1, new Outcome.Counted(8))),
                reply(B, new ReplicaReply.Counted(count.routing().correlation(), 8)));
    }

    @Test
    void aLateReplyNeverMeetsTheNextRequest() {
        long first = read(submit(get(KEY)).getFirst()).routing().correlation();
        millis += 1000;
        assertEquals(List.of(failed(1, Failure.TRY_AGAIN)), tell(new CoordinatorInput.Ticked()));
        long second = read(submit(get(KEY)).getFirst()).routing().correlation();
        StoredObject late = object(B, 1, "late");
        assertEquals(List.of(), reply(A, new ReplicaReply.Held(first, late)));
        assertEquals(List.of(), reply(C, new ReplicaReply.Held(first, late)));
        assertEquals(1, coordinator.inFlight());
        reply(A, new ReplicaReply.Held(second, StoredObject.ABSENT));
        assertEquals(
                List.of(new Output.Answer<>(2, new Outcome.Read(StoredObject.ABSENT))),
                reply(C, new ReplicaReply.Held(second, StoredObject.ABSENT)));
    }

    @Test
    void wantsAndTellsWhereTheTimeGoesOnlyWhenAsked() {
        for (boolean isDetailed : List.of(false, true)) {
            var itinerary = new Itinerary(A, 0, isDetailed);
            var handedOver = tell(new CoordinatorInput.Submitted(++tickets, get(ELSEWHERE), 1000, itinerary));
            assertEquals(
                    isDetailed,
                    message(PeerMessage.Forward.class, handedOver.getFirst()).isDetailed());
            spoke(D, new PeerMessage.Forward(9, serial(), get(KEY), 500, isDetailed));
            millis += 500;
            var results = tell(new CoordinatorInput.Ticked());
            assertEquals(
                    isDetailed,
                    message(PeerMessage.Forwarded.class, results.getLast()).isDetailed());
            millis += 1000;
            tell(new CoordinatorInput.Ticked());
        }
    }

    @Test
    void repliesOfTheBootBeforeSayNothing() {
        long correlation = read(submit(get(KEY)).getFirst()).routing().correlation();
        CoordinatorMachine restarted = new CoordinatorMachine(A, this, NAMESPACES, Stand.SETTINGS, 6);
        restarted.on(new CoordinatorInput.Submitted(1, get(KEY), 1000, Stand.itinerary()), new Now(0, 0), out);
        out.drain();
        var late = new ReplicaReply.Held(correlation, object(B, 1, "late"));
        restarted.on(new CoordinatorInput.Replied(A, late, Stay.unknown(0)), new Now(0, 0), out);
        restarted.on(new CoordinatorInput.Replied(C, late, Stay.unknown(0)), new Now(0, 0), out);
        assertEquals(List.of(), out.drain());
    }

    @Test
    void offersVoidsToTheOtherOwners() {
        var gap = new ReplicaEvent.GapVoided(0, new ActorId(A, 1), 3, 9);
        List<Output<Outcome>> outputs = tell(new CoordinatorInput.VoidFound(gap));
        assertEquals(List.of(C, B), receivers(outputs));
        long correlation = message(ReplicaRequest.FillVoid.class, outputs.getFirst())
                .routing()
                .correlation();
        assertEquals(5, correlation >>> 52 & 15, "the lowest bits of the boot say which coordinator is meant");
        reply(B, new ReplicaReply.Stored(correlation));
        millis += 1000;
        assertEquals(List.of(C), receivers(tell(new CoordinatorInput.Ticked())));
        reply(C, new ReplicaReply.Stored(correlation));
        millis += 1000;
        assertEquals(List.of(), tell(new CoordinatorInput.Ticked()));
    }

    /// An owner that is away for long would else make this node refuse its clients.
    @Test
    void voidsAndClientsTakeNoPlacesFromEachOther() {
        for (int i = 0; i < 5; i++) {
            tell(new CoordinatorInput.VoidFound(new ReplicaEvent.GapVoided(0, new ActorId(A, 1), 3 + i, 3 + i)));
        }
        assertEquals(0, coordinator.inFlight());
        for (int i = 0; i < 4; i++) {
            assertEquals(List.of(A, C), receivers(submit(get(KEY))));
        }
        var gap = new ReplicaEvent.GapVoided(0, new ActorId(A, 1), 9, 9);
        assertEquals(List.of(C, B), receivers(tell(new CoordinatorInput.VoidFound(gap))));
    }

    @Test
    void answersEveryOperationExactlyOnceWhateverArrives() {
        submit(get(KEY));
        submit(put(KEY));
        submit(get(ELSEWHERE));
        submit(new ClientOperation.Count(0));
        List<Output<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            millis += 20;
            all.addAll(tell(new CoordinatorInput.Ticked()));
        }
        List<Long> answered = all.stream()
                .filter(Output.Answer.class::isInstance)
                .map(output -> ((Output.Answer<Outcome>) output).correlation())
                .sorted()
                .toList();
        assertEquals(List.of(1L, 2L, 3L, 4L), answered);
        assertEquals(0, coordinator.inFlight());
    }
}
