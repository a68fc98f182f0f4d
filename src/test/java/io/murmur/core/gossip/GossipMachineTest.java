package io.murmur.core.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.gossip.message.AgedReport;
import io.murmur.core.gossip.message.BucketHashes;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.Delay;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.gossip.message.GossipMessage.Delta;
import io.murmur.core.gossip.message.GossipMessage.Digest;
import io.murmur.core.gossip.message.GossipMessage.Summary;
import io.murmur.core.gossip.message.Heading;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Safeguards;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Gossip by inputs and outputs: one node, whose peers are played by the test.
class GossipMachineTest {

    private static final NodeId SELF = new NodeId(0);
    private static final NodeId PEER = new NodeId(1);
    private static final NodeId THIRD = new NodeId(2);
    private static final NodeId STRANGER = new NodeId(0xFFFF);
    private static final long BOOT = 100;
    private static final int QUIET = 20;

    private final RecordedOutputs<Void> out = new RecordedOutputs<>();
    private long nanos;

    private static Members members(int count) {
        return new Members(IntStream.range(0, count).mapToObj(NodeId::new).toList());
    }

    private static GossipMachine machine(int members, GossipSettings settings) {
        return new GossipMachine(
                new GossipMachine.Identity(SELF, BOOT),
                members(members),
                GossipTable.ofNobody(members),
                settings,
                new SplittableRandom(1));
    }

    private static GossipMachine machine(int members) {
        return machine(members, GossipSettings.DEFAULT);
    }

    private static AgedReport report(NodeId origin, Version version) {
        return new AgedReport(new Report(origin, version, Reports.waiting(0), List.of()), 5);
    }

    private static AgedReport report(NodeId origin, long number) {
        return report(origin, new Version(1, 7, number));
    }

    private static Delta delta(AgedReport... reports) {
        return new Delta(0, List.of(reports), List.of());
    }

    private List<Output.Send<Void>> sends() {
        List<Output.Send<Void>> sends = new ArrayList<>();
        for (Output<Void> output : out.drain()) {
            sends.add((Output.Send<Void>) output);
        }
        return sends;
    }

    private List<Output.Send<Void>> tick(GossipMachine machine, Condition condition) {
        nanos += 1_000_000_000;
        machine.on(new GossipInput.Ticked(condition), new Now(nanos, 0), out);
        return sends();
    }

    private List<Output.Send<Void>> tell(GossipMachine machine, NodeId from, GossipMessage message) {
        machine.on(new GossipInput.Told(from, message), new Now(nanos, 0), out);
        return sends();
    }

    private <M> M answer(Class<M> type, GossipMachine machine, GossipMessage message) {
        return assertInstanceOf(type, tell(machine, PEER, message).getFirst().message());
    }

    private static Report known(GossipMachine machine, NodeId origin) {
        Known known = machine.table().of(origin);
        assertNotNull(known, origin + " is unknown");
        return known.report();
    }

    @Test
    void opensAnExchangeWithOneRandomOtherEachRound() {
        GossipMachine machine = machine(5);
        TreeSet<NodeId> met = new TreeSet<>();
        for (int round = 0; round < 60; round++) {
            List<Output.Send<Void>> sends = tick(machine, Reports.waiting(0));
            assertEquals(1, sends.size());
            met.add(sends.getFirst().to());
        }
        assertEquals(List.of(PEER, THIRD, new NodeId(3), new NodeId(4)), List.copyOf(met));
    }

    @Test
    void opensSoManyExchangesAsItsFanoutSaysEachWithAnother() {
        GossipSettings wide = new GossipSettings(3, 4_096, 64, 5, Safeguards.ALL);
        List<Output.Send<Void>> sends = tick(machine(9, wide), Reports.waiting(0));
        assertEquals(3, sends.stream().map(Output.Send::to).distinct().count());
        assertEquals(2, tick(machine(3, wide), Reports.waiting(0)).size());
        assertEquals(List.of(), tick(machine(1, wide), Reports.waiting(0)));
    }

    private static Summary opening(long hash, AgedReport... fresh) {
        return new Summary(5, hash, BucketHashes.NONE, List.of(fresh));
    }

    private static List<NodeId> origins(List<AgedReport> reports) {
        return reports.stream().map(told -> told.report().origin()).toList();
    }

    @Test
    void opensWithAHashOfAllAndTheNewsOfTheLastRounds() {
        GossipMachine machine = machine(32, new GossipSettings(1, 4_096, 64, 0, Safeguards.ALL));
        tell(machine, PEER, delta(report(PEER, 3), report(THIRD, 4)));
        Summary news = (Summary) tick(machine, Reports.waiting(0)).getFirst().message();
        assertEquals(machine.table().hash(), news.hash());
        assertEquals(List.of(SELF, THIRD, PEER), origins(news.fresh()), "what was learnt last comes first");
        for (int round = 0; round < QUIET; round++) {
            tick(machine, Reports.waiting(0));
        }
        Summary bare = (Summary) tick(machine, Reports.waiting(0)).getFirst().message();
        assertEquals(new Summary(bare.correlation(), machine.table().hash(), BucketHashes.NONE, List.of()), bare);
    }

    @Test
    void tellsUnaskedOnlySoMuch() {
        GossipMachine machine = machine(100);
        for (int node = 1; node < 100; node++) {
            tell(machine, PEER, delta(report(new NodeId(node), 1)));
        }
        Summary news = (Summary) tick(machine, Reports.waiting(0)).getFirst().message();
        assertEquals(SELF, origins(news.fresh()).getFirst());
        assertTrue(news.fresh().size() < 12);
    }

    @Test
    void takesNewsFromAnOpeningAndAnswersWithItsOwn() {
        GossipMachine machine = machine(100);
        tick(machine, Reports.waiting(0));
        Summary answer = answer(Summary.class, machine, opening(0, report(PEER, 3), report(SELF, 3)));
        assertEquals(5, answer.correlation());
        assertEquals(32, answer.buckets().count());
        assertEquals(3, known(machine, PEER).version().number());
        assertEquals(List.of(SELF), origins(answer.fresh()), "the other knows what it said");
    }

    @Test
    void answersVersionsWithWhatIsNewerAndWhatItWants() {
        GossipMachine machine = machine(5);
        tick(machine, Reports.waiting(0));
        tell(machine, PEER, delta(report(PEER, 3), report(THIRD, 4)));
        Digest digest = new Digest(
                77,
                1,
                List.of(0),
                List.of(
                        new Heading(PEER, new Version(1, 7, 5)),
                        new Heading(THIRD, new Version(1, 7, 2)),
                        new Heading(STRANGER, new Version(1, 7, 2))));
        Delta answer = answer(Delta.class, machine, digest);
        assertEquals(77, answer.correlation());
        assertEquals(List.of(PEER), answer.wanted());
        assertEquals(
                List.of(SELF, THIRD),
                answer.reports().stream()
                        .map(told -> told.report().origin())
                        .sorted()
                        .toList());
    }

    @Test
    void answersADeltaOnlyIfSomethingIsWanted() {
        GossipMachine machine = machine(5);
        tick(machine, Reports.waiting(0));
        assertEquals(List.of(), tell(machine, PEER, delta(report(PEER, 3))));
        Delta asked = new Delta(78, List.of(), List.of(PEER, THIRD));
        Delta answer = answer(Delta.class, machine, asked);
        assertEquals(
                List.of(PEER),
                answer.reports().stream().map(told -> told.report().origin()).toList());
        assertEquals(List.of(), answer.wanted());
    }

    @Test
    void answersAnOpeningThatKnowsTheSameByNothing() {
        GossipMachine machine = machine(100);
        tell(machine, PEER, delta(report(PEER, 3)));
        long equal = machine.table().hash();
        assertEquals(new Delta(5, List.of(), List.of()), answer(Delta.class, machine, opening(equal)));
        Summary answered = new Summary(5, equal, GossipTable.ofNobody(100).hashes(32), List.of());
        assertEquals(List.of(), tell(machine, PEER, answered), "which ends the exchange");
    }

    @Test
    void answersHashesOfBucketsWithTheVersionsOfThoseThatDiffer() {
        GossipMachine machine = machine(100);
        tell(machine, PEER, delta(report(PEER, 3)));
        Digest digest = answer(Digest.class, machine, answered(32));
        assertEquals(1, digest.buckets().size());
        assertEquals(List.of(new Heading(PEER, new Version(1, 7, 3))), digest.headings());
        Digest other = answer(Digest.class, machine, answered(4));
        assertEquals(digest.headings(), other.headings(), "the other may count with other members");
    }

    private static Summary answered(int buckets) {
        return new Summary(5, 1, GossipTable.ofNobody(100).hashes(buckets), List.of());
    }

    @Test
    void aDifferenceThatNoBucketShowsIsLookedForSomewhere() {
        assertEquals(
                1, answer(Digest.class, machine(100), answered(32)).buckets().size());
    }

    @Test
    void nothingGoesBack() {
        GossipMachine machine = machine(5);
        tell(machine, PEER, delta(report(THIRD, 4)));
        tell(machine, PEER, delta(report(THIRD, 3)));
        assertEquals(4, known(machine, THIRD).version().number());
    }

    @Test
    void learnsNothingOfStrangersAndNothingFromThem() {
        GossipMachine machine = machine(5);
        assertEquals(List.of(), tell(machine, STRANGER, opening(1)));
        tell(machine, STRANGER, delta(report(THIRD, 4)));
        tell(machine, PEER, delta(report(STRANGER, 4)));
        tell(machine, SELF, delta(report(THIRD, 4)));
        assertEquals(0, machine.table().size());
    }

    @Test
    void whoLeavesIsForgottenAndNotLearntOfAgain() {
        GossipMachine machine = machine(5);
        tell(machine, PEER, delta(report(THIRD, 4), report(PEER, 4)));
        machine.on(new GossipInput.MembersChanged(members(2)), new Now(nanos, 0), out);
        assertNull(machine.table().of(THIRD));
        tell(machine, PEER, delta(report(THIRD, 5)));
        assertEquals(1, machine.table().size());
        assertEquals(PEER, tick(machine, Reports.waiting(0)).getFirst().to());
    }

    @Test
    void whatOthersSayOfItselfIsOutdoneAndNeverTaken() {
        GossipMachine machine = machine(5);
        tick(machine, Reports.waiting(3));
        Version past = new Version(4, 1, 900);
        tell(machine, PEER, delta(report(SELF, past)));
        Report own = known(machine, SELF);
        assertEquals(new Version(5, BOOT, 1), own.version());
        assertEquals(Reports.waiting(3), own.condition());
        tell(machine, PEER, new Digest(1, 1, List.of(0), List.of(new Heading(SELF, new Version(9, 1, 1)))));
        assertEquals(new Version(10, BOOT, 1), known(machine, SELF).version());
    }

    @Test
    void aPastHeardOfBeforeTheFirstRoundIsOutdoneByTheFirstReport() {
        GossipMachine machine = machine(5);
        tell(machine, PEER, delta(report(SELF, new Version(4, 1, 900))));
        assertNull(machine.table().of(SELF));
        tick(machine, Reports.waiting(0));
        assertEquals(new Version(5, BOOT, 1), known(machine, SELF).version());
    }

    @Test
    void aMachineThatIsMadeAnewGoesOnWhereItsProcessWas() {
        GossipMachine machine = machine(5);
        tick(machine, Reports.waiting(3));
        Report said = known(machine, SELF);
        GossipMachine same = again(machine, BOOT);
        tick(same, Reports.waiting(3));
        assertSame(said, known(same, SELF));
        GossipMachine later = again(machine, BOOT - 1);
        tick(later, Reports.waiting(3));
        assertEquals(new Version(2, BOOT - 1, 1), known(later, SELF).version());
    }

    private static GossipMachine again(GossipMachine before, long boot) {
        return new GossipMachine(
                new GossipMachine.Identity(SELF, boot),
                members(5),
                before.table(),
                GossipSettings.DEFAULT,
                new SplittableRandom(2));
    }

    @Test
    void whatHardlyMovesIsNoNewsAndWhatMattersIsAtOnce() {
        GossipMachine machine = machine(200, new GossipSettings(1, 4_096, 64, 0, Safeguards.ALL));
        tick(machine, Reports.waiting(100));
        Report first = known(machine, SELF);
        for (int round = 0; round < QUIET; round++) {
            tick(machine, Reports.waiting(96 + round % 10));
            assertSame(first, known(machine, SELF));
        }
        tick(machine, Reports.waiting(300));
        assertEquals(2, known(machine, SELF).version().number());
        tick(machine, Reports.waiting(900));
        assertEquals(2, known(machine, SELF).version().number(), "200 members take turns of four rounds");
        tick(machine, new Condition(2, 1, 0, 0, 900, 1L << 40));
        assertEquals(3, known(machine, SELF).version().number(), "an epoch does not wait");
    }

    @Test
    void whoHasNothingNewSaysSoNowAndThen() {
        GossipMachine machine = machine(100);
        for (int round = 0; round < 21; round++) {
            tick(machine, Reports.waiting(0));
        }
        assertEquals(3, known(machine, SELF).version().number(), "each ten rounds, being a hundred");
    }

    @Test
    void measuresHowLongAnswersTakeAndTellsWithItsNextReport() {
        GossipMachine machine = machine(2);
        GossipMessage opening =
                (GossipMessage) tick(machine, Reports.waiting(0)).getFirst().message();
        nanos += 3_000_000;
        tell(machine, PEER, new Delta(opening.correlation(), List.of(), List.of()));
        nanos += 9_000_000;
        tell(machine, PEER, new Delta(opening.correlation(), List.of(), List.of()));
        opening = (GossipMessage) tick(machine, Reports.waiting(0)).getFirst().message();
        assertEquals(List.of(), known(machine, SELF).delays(), "delays are no news");
        nanos += 11_000_000;
        tell(machine, PEER, new Delta(opening.correlation(), List.of(), List.of()));
        tick(machine, Reports.waiting(100));
        assertEquals(List.of(new Delay(PEER, 4_000)), known(machine, SELF).delays(), "an eighth of the way");
        opening = (GossipMessage) tick(machine, Reports.waiting(100)).getFirst().message();
        nanos += 2_000_000;
        tell(machine, PEER, new Delta(opening.correlation(), List.of(), List.of()));
        tick(machine, Reports.waiting(200));
        assertEquals(List.of(new Delay(PEER, 3_000)), known(machine, SELF).delays(), "half of the way down");
    }

    @Test
    void agesGrowWithTheTimeReportsSpendAtNodes() {
        GossipMachine machine = machine(3);
        tell(machine, PEER, delta(report(PEER, 3)));
        nanos += 2_000_000_000;
        Delta answer = answer(Delta.class, machine, new Delta(1, List.of(), List.of(PEER)));
        assertEquals(2_005, answer.reports().getFirst().ageMillis());
    }

    @Test
    void noMessageIsLongerThanItsBoundAndAllArrivesInTheEnd() {
        int count = 300;
        GossipMachine machine = machine(count, new GossipSettings(1, 2_048, 64, 0, Safeguards.ALL));
        for (int node = 1; node < count; node++) {
            nanos += 1_000_000;
            tell(machine, PEER, delta(report(new NodeId(node), 1)));
        }
        TreeSet<NodeId> told = new TreeSet<>();
        NodeId newest = new NodeId(count - 1);
        Digest nothing = new Digest(1, 1, List.of(0), List.of());
        for (int round = 0; round < 1_000; round++) {
            Delta answer = answer(Delta.class, machine, nothing);
            BytesWriter bytes = new BytesWriter(64);
            answer.writeTo(bytes);
            assertTrue(bytes.size() <= 2_048);
            assertEquals(newest, answer.reports().getFirst().report().origin());
            answer.reports().forEach(report -> told.add(report.report().origin()));
        }
        assertEquals(count - 1, told.size());
        List<Heading> unknown = IntStream.range(0, count)
                .mapToObj(node -> new Heading(new NodeId(node), new Version(1, 7, 9)))
                .toList();
        Delta asks = answer(Delta.class, machine, new Digest(1, 1, List.of(0), unknown));
        assertEquals(2_048 / 4 / 8, asks.wanted().size());
    }
}
