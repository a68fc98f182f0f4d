package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.delay.Stay;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Topology;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages of keys as R owners know them together, at the coordinator of node A; all partitions are owned by C, A and B.
class PageLookTest implements Topology {

    private static final List<Key> KEYS = IntStream.range(0, 70)
            .mapToObj(number -> Key.of("k" + number))
            .sorted()
            .toList();
    private static final long WALL = 1_700_000;

    private final Set<NodeId> reachable = new TreeSet<>(List.of(A, B, C));
    private final RecordedOutputs<Outcome> out = new RecordedOutputs<>();
    private CoordinatorMachine coordinator = coordinator(Safeguards.ALL, 1);
    private long millis;
    private long tickets;

    /// @param passiveReads R of a second namespace
    private CoordinatorMachine coordinator(Safeguards safeguards, int passiveReads) {
        var namespaces = new Namespaces(
                TestNamespace.active("default", 2, 2), List.of(TestNamespace.passive("p", passiveReads)));
        var settings = new CoordinatorSettings(new ReplicationLimits(40, 20, 200, 60, 100, 3), safeguards);
        return new CoordinatorMachine(A, this, namespaces, settings, 5);
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
        return List.of(C, A, B);
    }

    @Override
    public boolean isReachable(NodeId node) {
        return reachable.contains(node);
    }

    private List<Output<Outcome>> tell(CoordinatorInput input) {
        coordinator.on(input, new Now(millis * 1_000_000, WALL), out);
        coordinator.left(millis * 1_000_000);
        return out.drain();
    }

    private List<Output<Outcome>> list() {
        var list = new ClientOperation.List(0, -5, 100);
        return tell(new CoordinatorInput.Submitted(++tickets, list, 1000, Stand.itinerary()));
    }

    private List<Output<Outcome>> tick(long passed) {
        millis += passed;
        return tell(new CoordinatorInput.Ticked());
    }

    private List<Output<Outcome>> reply(NodeId from, ReplicaReply reply) {
        return tell(new CoordinatorInput.Replied(from, reply, Stay.unknown(millis)));
    }

    private static <M extends ReplicaRequest> List<M> requests(Class<M> type, List<Output<Outcome>> outputs) {
        List<M> requests = new ArrayList<>();
        for (Output<Outcome> output : outputs) {
            if (output instanceof Output.Send<Outcome>(_, var message, _) && type.isInstance(message)) {
                requests.add(type.cast(message));
            }
        }
        return requests;
    }

    private static long correlationOf(List<Output<Outcome>> outputs) {
        return requests(ReplicaRequest.ListRows.class, outputs)
                .getFirst()
                .routing()
                .correlation();
    }

    private static ReplicaReply rows(long correlation, Shown shown, Key... keys) {
        List<ListedRow> rows =
                Stream.of(keys).map(key -> new ListedRow(key, 7, shown)).toList();
        return new ReplicaReply.RowsListed(correlation, rows, 0, true);
    }

    private List<Output<Outcome>> answered(Outcome outcome) {
        return List.of(new Output.Answer<>(tickets, outcome));
    }

    private List<Output<Outcome>> listed(Key... keys) {
        return answered(new Outcome.Listed(List.of(keys), 0, true));
    }

    @Test
    void asksAsManyOwnersAsAReadOfAnyKeyWould() {
        List<Output<Outcome>> outputs = list();
        assertEquals(List.of(A, C), receivers(outputs));
        ReplicaRequest.ListRows asked =
                requests(ReplicaRequest.ListRows.class, outputs).getFirst();
        assertEquals(-5, asked.fromHash());
        assertEquals(100, asked.limit());
        assertEquals(WALL, asked.wallMillis());
        assertEquals(List.of(), reply(C, rows(correlationOf(outputs), Shown.LIVING, KEYS.get(0))));
        assertEquals(listed(KEYS.get(0)), reply(A, rows(correlationOf(outputs), Shown.LIVING, KEYS.get(0))));
        coordinator = coordinator(Safeguards.ALL, 3);
        assertEquals(List.of(A, C, B), receivers(list()));
        reachable.remove(B);
        List<Output<Outcome>> refused = list();
        assertEquals(answered(new Outcome.Failed(Failure.TOO_FEW_OWNERS)), refused);
    }

    @Test
    void saysSoWhenTooFewOwnersCanBeReached() {
        reachable.removeAll(List.of(B, C));
        List<Output<Outcome>> refused = list();
        assertEquals(answered(new Outcome.Failed(Failure.TOO_FEW_OWNERS)), refused);
        assertEquals(0, coordinator.inFlight());
    }

    @Test
    void makesUpForOwnersThatRefuseOrAreSilent() {
        long refused = correlationOf(list());
        assertEquals(List.of(B), receivers(reply(C, new ReplicaReply.Refused(refused, Refusal.BOOTSTRAPPING))));
        assertEquals(List.of(), reply(A, rows(refused, Shown.LIVING, KEYS.get(0))));
        assertEquals(listed(KEYS.get(0)), reply(B, rows(refused, Shown.LIVING, KEYS.get(0))));
        long silent = correlationOf(list());
        assertEquals(List.of(), reply(A, rows(silent, Shown.LIVING, KEYS.get(0))));
        assertEquals(List.of(B), receivers(tick(200)));
        // Whoever has answered is not asked again.
        assertEquals(List.of(C), receivers(tick(200)));
        assertEquals(List.of(B), receivers(tick(200)));
        // Nor does it count twice.
        assertEquals(List.of(), reply(A, rows(silent, Shown.LIVING, KEYS.get(0))));
        assertEquals(listed(KEYS.get(0)), reply(B, rows(silent, Shown.LIVING, KEYS.get(0))));
    }

    @Test
    void mayBeTriedAgainWhenTooFewAnswerInTime() {
        long correlation = correlationOf(list());
        reply(A, rows(correlation, Shown.LIVING, KEYS.get(0)));
        assertEquals(answered(new Outcome.Failed(Failure.TRY_AGAIN)), tick(1000));
        assertEquals(List.of(), reply(C, rows(correlation, Shown.LIVING, KEYS.get(0))));
        assertEquals(0, coordinator.inFlight());
    }

    /// A holds what it has not heard was deleted, and lacks what was written when it was away.
    @Test
    void readsWhatOwnersDifferAboutAndLeavesOutWhatShowsNothing() {
        Key deleted = KEYS.get(0);
        Key missed = KEYS.get(2);
        long correlation = correlationOf(list());
        reply(A, rows(correlation, Shown.LIVING, deleted, KEYS.get(1)));
        List<Output<Outcome>> asked = reply(C, rows(correlation, Shown.LIVING, KEYS.get(1), missed));
        List<ReplicaRequest.Read> reads = requests(ReplicaRequest.Read.class, asked);
        assertEquals(
                List.of(deleted, deleted, missed, missed),
                reads.stream().map(ReplicaRequest.Read::key).toList());
        assertEquals(List.of(A, C, A, C), receivers(asked));
        long ofDeleted = reads.get(0).routing().correlation();
        long ofMissed = reads.get(2).routing().correlation();
        assertEquals(List.of(), held(A, ofDeleted, StoredObject.ABSENT));
        assertEquals(List.of(), held(C, ofDeleted, StoredObject.ABSENT));
        assertEquals(List.of(), held(C, ofMissed, object(B, 1, "v")));
        assertEquals(listed(KEYS.get(1), missed), held(A, ofMissed, object(B, 1, "v")));
        assertEquals(0, coordinator.inFlight());
    }

    private List<Output<Outcome>> held(NodeId from, long correlation, StoredObject object) {
        return reply(from, new ReplicaReply.Held(correlation, object));
    }

    @Test
    void failsAsAReadOfADoubtedKeyDoes() {
        long correlation = correlationOf(list());
        reply(A, rows(correlation, Shown.LIVING));
        List<Output<Outcome>> asked = reply(C, rows(correlation, Shown.LIVING, KEYS.get(0), KEYS.get(1)));
        long read =
                requests(ReplicaRequest.Read.class, asked).getFirst().routing().correlation();
        held(A, read, StoredObject.ABSENT);
        assertEquals(answered(new Outcome.Failed(Failure.TRY_AGAIN)), tick(1000));
        // Nobody waits for the reads any more.
        assertEquals(List.of(), held(C, read, StoredObject.ABSENT));
        assertEquals(List.of(), tick(1000));
        assertEquals(0, coordinator.inFlight());
    }

    /// So many keys are read at once for one page, and the page ends there; and so many for all pages.
    @Test
    void readsABoundedNumberOfKeysAtOnce() {
        Key[] all = KEYS.toArray(new Key[0]);
        List<Output<Outcome>> last = List.of();
        for (int pages = 0; pages < 17; pages++) {
            long correlation = correlationOf(list());
            reply(A, rows(correlation, Shown.LIVING));
            last = reply(C, rows(correlation, Shown.LIVING, all));
            assertEquals(
                    pages < 16 ? 2 * LookMachine.DOUBTED_MAX : 0,
                    receivers(last).size());
        }
        assertEquals(answered(new Outcome.Failed(Failure.OVERLOADED)), last);
        assertEquals(16, coordinator.inFlight());
        List<Output<Outcome>> failed = tick(1000);
        assertEquals(16, failed.size());
        long correlation = correlationOf(list());
        reply(A, rows(correlation, Shown.LIVING));
        List<Output<Outcome>> asked = reply(C, rows(correlation, Shown.LIVING, all));
        for (ReplicaRequest.Read read : requests(ReplicaRequest.Read.class, asked)) {
            long number = read.routing().correlation();
            last = Stream.of(held(A, number, object(B, 1, "v")), held(C, number, object(B, 1, "v")))
                    .flatMap(List::stream)
                    .toList();
            if (!last.isEmpty()) {
                break;
            }
        }
        Key[] first = KEYS.subList(0, LookMachine.DOUBTED_MAX).toArray(new Key[0]);
        long next = KEYS.get(LookMachine.DOUBTED_MAX).hash();
        assertEquals(answered(new Outcome.Listed(List.of(first), next, false)), last);
    }

    @Test
    void withoutItsSafeguardsItListsWhatOneSays() {
        coordinator = coordinator(Safeguards.without(Safeguard.LIST_FROM_ENOUGH), 1);
        assertEquals(List.of(A), receivers(list()));
        coordinator = coordinator(Safeguards.without(Safeguard.READ_WHAT_LISTS_DIFFER_IN), 1);
        long correlation = correlationOf(list());
        reply(A, rows(correlation, Shown.LIVING, KEYS.get(0)));
        assertEquals(listed(KEYS.get(0)), reply(C, rows(correlation, Shown.NOTHING)));
        assertTrue(coordinator.inFlight() <= 1);
    }
}
