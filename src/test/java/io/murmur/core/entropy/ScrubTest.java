package io.murmur.core.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.scrub.ScrubInput;
import io.murmur.core.entropy.scrub.ScrubMachine;
import io.murmur.core.entropy.scrub.ScrubNotice;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.ActorId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScrubTest {

    private static final NodeId SELF = new NodeId(0xA);
    private static final ActorId WRITER = new ActorId(new NodeId(0xC), 7);
    private static final int KEYS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Partitions partitions = new Partitions(8);
    private final ModelNode node = new ModelNode(SELF, new NodeId(0xB), partitions, ExchangeSettings.DEFAULT);
    private final TreeMap<Integer, Long> counters = new TreeMap<>();
    private final List<ScrubNotice> notices = new ArrayList<>();
    private ScrubMachine scrub = machine(ScrubSettings.DEFAULT);
    private long millis;
    private boolean answers = true;
    private boolean declines;

    private ScrubMachine machine(ScrubSettings settings) {
        return new ScrubMachine(SELF, IntStream.range(0, 8).boxed().toList(), settings, 1L << 40, 3);
    }

    @BeforeEach
    void write() {
        for (int number = 0; number < KEYS; number++) {
            write(number);
        }
    }

    private static Key key(int number) {
        return Key.of("user:" + number);
    }

    private static int segmentOf(int number) {
        return MerkleTree.segmentOf(key(number).hash());
    }

    private void write(int number) {
        long counter = counters.merge(partitions.of(key(number)), 1L, Long::sum);
        node.write(WRITER, counter, key(number), Value.of("v"));
    }

    private void run(long untilMillis) {
        for (; millis < untilMillis; millis += 50) {
            step(new ScrubInput.Ticked());
        }
    }

    private void step(ScrubInput input) {
        RecordedOutputs<ScrubNotice> out = new RecordedOutputs<>();
        Now now = new Now(millis * NANOS_PER_MILLI, millis);
        scrub.on(input, now, out);
        for (Output<ScrubNotice> output : out.drain()) {
            if (output instanceof Output.Publish<ScrubNotice>(ScrubNotice notice)) {
                notices.add(notice);
            } else if (answers && output instanceof Output.Send<ScrubNotice>(_, var request, _)) {
                node.on(SELF, request, now).forEach(this::hear);
            }
        }
    }

    private void hear(Output<ExchangeNotice> answer) {
        if (answer instanceof Output.Send<ExchangeNotice>(_, SyncReply reply, _)) {
            step(new ScrubInput.Answered(
                    declines ? new SyncReply.Declined(reply.correlation(), Refusal.OVERLOADED) : reply));
        }
    }

    private <N extends ScrubNotice> List<N> noticed(Class<N> kind) {
        return notices.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private int rows() {
        return noticed(ScrubNotice.Read.class).stream()
                .mapToInt(ScrubNotice.Read::rows)
                .sum();
    }

    @Test
    void takesItsTimeForAWalkThroughEverything() {
        scrub = machine(new ScrubSettings(80_000, 1L << 30, 4_096));
        run(45_000);
        assertTrue(rows() > KEYS / 4 && rows() < 3 * KEYS / 4, rows() + " rows in half of the time");
        run(95_000);
        assertTrue(rows() >= KEYS, rows() + " rows");
        assertEquals(List.of(), noticed(ScrubNotice.Found.class));
        assertEquals(3, noticed(ScrubNotice.Finished.class).getFirst().partition());
    }

    @Test
    void readsNoFasterThanItMay() {
        scrub = machine(new ScrubSettings(1_000, 10_000, 1_024));
        run(10_000);
        long bytes = noticed(ScrubNotice.Read.class).stream()
                .mapToLong(ScrubNotice.Read::bytes)
                .sum();
        assertTrue(bytes > 50_000 && bytes < 130_000, bytes + " bytes in ten seconds");
    }

    @Test
    void findsWhatCannotBeReadAndWhatIsGone() {
        scrub = machine(new ScrubSettings(8_000, 1L << 30, 1 << 20));
        node.spoil(key(5));
        node.hide(key(6));
        run(20_000);
        List<Flaw> found = noticed(ScrubNotice.Found.class).stream()
                .map(ScrubNotice.Found::flaw)
                .toList();
        assertTrue(found.contains(new Flaw(Flaw.Kind.OBJECT_UNREADABLE, segmentOf(5), key(5))), found::toString);
        assertTrue(found.contains(new Flaw(Flaw.Kind.INDEX_UNLIKE_TREE, segmentOf(6), null)), found::toString);
    }

    @Test
    void whatWasNotReadDoesNotCountAsRead() {
        scrub = machine(new ScrubSettings(8_000, 1L << 30, 1 << 20));
        declines = true;
        run(20_000);
        assertEquals(List.of(), notices);
    }

    @Test
    void asksAgainWhenNobodyAnswers() {
        scrub = machine(new ScrubSettings(8_000, 1L << 30, 1 << 20));
        answers = false;
        run(5_000);
        answers = true;
        run(120_000);
        assertTrue(rows() >= KEYS, rows() + " rows");
    }
}
