package io.murmur.core.entropy.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.ModelNode;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import io.murmur.core.version.ActorId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);
    private static final ActorId WRITER = new ActorId(new NodeId(0xD), 7);
    private static final Value VALUE = Value.of("v");
    private static final int KEYS = 300;
    private static final long MILLIS_MAX = 120_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Partitions partitions = new Partitions(16);
    private final Placement placement = Planner.plan(null, List.of(A, B, C), partitions, 3);
    private final Map<NodeId, ModelNode> nodes = new TreeMap<>();
    private final Set<NodeId> away = new TreeSet<>();
    private final Set<NodeId> lacking = new TreeSet<>();
    private final Set<NodeId> unreadable = new TreeSet<>();
    private boolean leavesBeforeReading;
    private final Map<Integer, Long> counters = new TreeMap<>();
    private final Set<NodeId> notAsked = new TreeSet<>();
    private Runnable meanwhile = () -> {};
    private long breakOffMillis = -1;

    private record Said(NodeId from, SyncReply reply) {}

    AuditTest() {
        List.of(A, B, C).forEach(node -> nodes.put(node, new ModelNode(node, A, partitions, ExchangeSettings.DEFAULT)));
        IntStream.range(0, KEYS).forEach(number -> write(number, List.of(A, B, C)));
    }

    private static Key key(int number) {
        return Key.of("user:" + number);
    }

    private ModelNode node(NodeId id) {
        return nodes.getOrDefault(id, new ModelNode(id, A, partitions, ExchangeSettings.DEFAULT));
    }

    private long write(int number, List<NodeId> to) {
        long counter = counters.merge(partitions.of(key(number)), 1L, Long::sum);
        to.forEach(node -> node(node).write(WRITER, counter, key(number), VALUE));
        return counter;
    }

    private AuditReport audit(boolean reads) {
        List<Integer> all = IntStream.range(0, partitions.count()).boxed().toList();
        Audit audit = new Audit(new AuditPlan(placement, all, reads, notAsked), AuditSettings.DEFAULT, 1L << 40);
        RecordedOutputs<Object> out = new RecordedOutputs<>();
        ArrayDeque<Said> said = new ArrayDeque<>();
        audit.begin(new Now(0, 0), out);
        for (long millis = 1; !audit.isDone(); millis++) {
            assertTrue(millis < MILLIS_MAX, "it does not end");
            if (millis == breakOffMillis) {
                audit.breakOff();
                return audit.report();
            }
            Now now = new Now(millis * NANOS_PER_MILLI, millis);
            meanwhile.run();
            for (int waiting = said.size(); waiting > 0; waiting--) {
                Said next = said.remove();
                audit.answered(next.from(), next.reply(), now, out);
            }
            if (millis % 50 == 0) {
                audit.tick(now, out);
            }
            for (Output<Object> output : out.drain()) {
                if (output instanceof Output.Send<Object>(var to, var message, _) && !away.contains(to)) {
                    answerOf(to, message, now).forEach(said::add);
                }
            }
        }
        return audit.report();
    }

    private List<Said> answerOf(NodeId to, Message message, Now now) {
        if (unreadable.contains(to) && message instanceof SyncRequest.Inspect(var correlation, _, _, _)) {
            return List.of(new Said(to, new SyncReply.Declined(correlation, Refusal.OVERLOADED)));
        }
        if (leavesBeforeReading && message instanceof SyncRequest.Inspect) {
            away.add(C);
        }
        return node(to).on(A, message, now).stream()
                .filter(output -> output instanceof Output.Send<?>(_, SyncReply _, _))
                .map(output -> (SyncReply) ((Output.Send<?>) output).message())
                .map(reply -> new Said(
                        to,
                        lacking.contains(to)
                                ? new SyncReply.Declined(reply.correlation(), Refusal.BOOTSTRAPPING)
                                : reply))
                .toList();
    }

    private static AuditReport.Partition only(AuditReport report, Verdict verdict) {
        var found = report.partitions().stream()
                .filter(partition -> partition.verdict() != Verdict.AGREED)
                .toList();
        assertEquals(1, found.size(), report::toString);
        assertEquals(verdict, found.getFirst().verdict());
        assertEquals(verdict, report.verdict());
        return found.getFirst();
    }

    @Test
    void ownersThatHoldTheSameAgreeAndEachSaysSo() {
        AuditReport report = audit(true);
        assertEquals(Verdict.AGREED, report.verdict());
        assertEquals(16, report.partitions().size());
        for (AuditReport.Partition partition : report.partitions()) {
            assertEquals(
                    List.of(A, B, C),
                    partition.statements().stream()
                            .map(AuditReport.Statement::owner)
                            .toList());
            assertEquals(
                    1,
                    partition.statements().stream()
                            .map(AuditReport.Statement::root)
                            .distinct()
                            .count());
        }
        assertEquals(
                3L * KEYS,
                report.partitions().stream()
                        .mapToLong(partition -> partition.counts().rows())
                        .sum());
    }

    @Test
    void whoDoesNotAnswerNeverCountsAsAgreeing() {
        away.add(C);
        AuditReport report = audit(true);
        assertEquals(Verdict.INCOMPLETE, report.verdict());
        assertEquals(List.of(C), report.silent());
        assertTrue(report.partitions().stream().allMatch(partition -> partition.verdict() == Verdict.INCOMPLETE));
    }

    @Test
    void whoIsKnownToBeAwayIsNotWaitedFor() {
        notAsked.add(C);
        away.add(C);
        breakOffMillis = 5_000;
        AuditReport report = audit(true);
        assertTrue(report.finished());
        assertEquals(Verdict.INCOMPLETE, report.verdict());
        assertEquals(List.of(C), report.silent());
    }

    @Test
    void whoGoesAwayBeforeItHasReadItsRowsLeavesThemUnread() {
        leavesBeforeReading = true;
        AuditReport report = audit(true);
        assertEquals(Verdict.INCOMPLETE, report.verdict());
        assertEquals(List.of(C), report.silent());
    }

    @Test
    void whoDoesNotReadItsRowsLeavesThemUnread() {
        unreadable.add(B);
        assertEquals(Verdict.INCOMPLETE, audit(true).verdict());
        assertEquals(Verdict.AGREED, audit(false).verdict());
    }

    @Test
    void whatTimeWasTooShortForIsNotSaid() {
        breakOffMillis = 5;
        AuditReport report = audit(true);
        assertEquals(Verdict.INCOMPLETE, report.verdict());
        assertFalse(report.finished());
    }

    /// The difference could not be looked into any more; the damage was found.
    @Test
    void damageIsSaidAlsoWhereTimeWasTooShortForTheRest() {
        write(KEYS, List.of(A, B));
        int other = KEYS + 1;
        while (partitions.of(key(other)) != partitions.of(key(KEYS))) {
            other++;
        }
        write(other, List.of(A, B, C));
        node(B).spoil(key(other));
        breakOffMillis = 9_000;
        assertFalse(only(audit(true), Verdict.DAMAGED).flaws().isEmpty());
    }

    /// The first look comes long after the beginning, and finds a write on its way.
    @Test
    void oneOwnerAwayAndAWriteOnItsWayAreNoDifference() {
        away.add(C);
        int[] last = {KEYS, (int) write(KEYS, List.of(A))};
        meanwhile = () -> {
            if (last[0] >= 0 && ++last[0] > KEYS + 15_000) {
                node(B).write(WRITER, last[1], key(KEYS), VALUE);
                last[0] = -1;
            }
        };
        assertEquals(Verdict.INCOMPLETE, audit(false).verdict());
    }

    @Test
    void whoLacksDataNeverCountsAsAgreeing() {
        lacking.add(C);
        AuditReport report = audit(false);
        assertEquals(Verdict.INCOMPLETE, report.verdict());
        assertEquals(Map.of(C, Refusal.BOOTSTRAPPING), report.declined());
    }

    @Test
    void aWriteThatOneOwnerDoesNotHaveIsNamed() {
        write(KEYS, List.of(A, B));
        AuditReport.DifferingKey named =
                only(audit(false), Verdict.DIFFERENT).keys().getFirst();
        assertEquals(key(KEYS), named.key());
        assertEquals(named.digests().get(A), named.digests().get(B));
        assertNull(named.digests().get(C));
    }

    @Test
    void aRowThatOneOwnerLostIsNamedThoughClocksAreEqual() {
        node(B).lose(key(7));
        AuditReport.Partition found = only(audit(false), Verdict.DIFFERENT);
        assertEquals(
                List.of(key(7)),
                found.keys().stream().map(AuditReport.DifferingKey::key).toList());
    }

    @Test
    void aRowThatRottedIsFoundByReadingOnly() {
        node(B).spoil(key(7));
        assertEquals(Verdict.AGREED, audit(false).verdict());
        AuditReport.Partition found = only(audit(true), Verdict.DAMAGED);
        assertEquals(1, found.flaws().size());
        assertEquals(B, found.flaws().getFirst().owner());
        assertEquals(
                Flaw.Kind.OBJECT_UNREADABLE, found.flaws().getFirst().flaw().kind());
        assertEquals(key(7), found.flaws().getFirst().flaw().key());
    }

    /// A copy of the volume that lacks a row: its tree was made when the row was there.
    @Test
    void aRowThatWentUnnoticedIsNamedByReading() {
        node(B).hide(key(7));
        assertEquals(Verdict.AGREED, audit(false).verdict());
        AuditReport.Partition found = only(audit(true), Verdict.DAMAGED);
        assertEquals(
                Flaw.Kind.INDEX_UNLIKE_TREE, found.flaws().getFirst().flaw().kind());
        assertEquals(
                List.of(key(7)),
                found.keys().stream().map(AuditReport.DifferingKey::key).toList());
    }

    /// C is always one write behind, in one partition: no two looks at its clock see it equal, and no key
    /// differs for long.
    @Test
    void whatIsJustBeingWrittenIsNoDifference() {
        int[] last = {KEYS, (int) write(KEYS, List.of(A, B))};
        Random random = new Random(4);
        meanwhile = () -> {
            if (random.nextInt(20) == 0) {
                node(C).write(WRITER, last[1], key(last[0]), VALUE);
                int next = last[0] + 1;
                while (partitions.of(key(next)) != partitions.of(key(KEYS))) {
                    next++;
                }
                last[0] = next;
                last[1] = (int) write(next, List.of(A, B));
            }
        };
        assertTrue(only(audit(false), Verdict.UNSETTLED).keys().isEmpty());
    }
}
