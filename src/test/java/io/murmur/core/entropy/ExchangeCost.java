package io.murmur.core.entropy;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.ring.Partitions;
import io.murmur.core.version.ActorId;
import java.io.PrintStream;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// What an exchange costs: two nodes with a million keys in memory that differ in a known number of keys.
/// Prints frames and bytes between them until they agree, everything but the objects themselves, and what a
/// tree costs per write.
public final class ExchangeCost {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    /// B is the last: what B wrote B does not miss.
    private static final List<ActorId> WRITERS =
            List.of(new ActorId(A, 1), new ActorId(new NodeId(0xC), 1), new ActorId(B, 1));
    private static final Value VALUE = Value.of("v".repeat(100));
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int WARM_UP = 5_000_000;
    private static final int CHANGES = 20_000_000;

    private final Partitions partitions = new Partitions(256);
    private final TreeMap<Long, Long> counters = new TreeMap<>();
    private final ModelNode a = new ModelNode(A, B, partitions, ExchangeSettings.DEFAULT);
    private final ModelNode b = new ModelNode(B, A, partitions, ExchangeSettings.DEFAULT);
    private final Dialogue dialogue = new Dialogue(a, b);
    private final Random random = new Random(1);
    private final int keys;
    private final PrintStream out;

    private ExchangeCost(int keys, PrintStream out) {
        this.keys = keys;
        this.out = out;
    }

    /// Measures and prints.
    ///
    /// @param arguments the number of keys, a million if there is none
    public static void main(String[] arguments) {
        new ExchangeCost(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000, System.out).run();
    }

    private void run() {
        for (int number = 0; number < keys; number++) {
            write(number, true);
        }
        out.printf("%,d keys on two nodes, 256 partitions, values of %d bytes%n%n", keys, VALUE.length());
        out.println("| keys that differ | because they were | frames | bytes below the objects | per key | objects |");
        out.println("|--:|---|--:|--:|--:|--:|");
        measureAgreement();
        for (int differing : List.of(1, 100, 10_000)) {
            measureMissed(differing);
        }
        for (int differing : List.of(1, 100, 10_000)) {
            measureLost(differing);
        }
        out.println();
        measureUpkeep();
    }

    private void write(int number, boolean onBoth) {
        Key key = Key.of("user:" + number);
        int writer = random.nextInt(onBoth ? WRITERS.size() : WRITERS.size() - 1);
        long counter = counters.merge((long) partitions.of(key) << 2 | writer, 1L, Long::sum);
        a.write(WRITERS.get(writer), counter, key, VALUE);
        if (onBoth) {
            b.write(WRITERS.get(writer), counter, key, VALUE);
        }
    }

    private boolean bAgrees(int from) {
        return b.notices().subList(from, b.notices().size()).stream()
                .anyMatch(notice -> notice instanceof ExchangeNotice.Agreed(_, var agreed) && agreed.size() == 256);
    }

    private void measureAgreement() {
        int before = b.notices().size();
        dialogue.runUntil(() -> bAgrees(before), HOUR_MILLIS);
        dialogue.forgetCounts();
        dialogue.runUntil(() -> false, 60_000);
        out.printf(
                "| 0 | | 1 per announcement | %.0f per announcement | | 0 |%n",
                (double) dialogue.bytesBelowObjects() / dialogue.frames());
    }

    private void measureMissed(int differing) {
        for (int i = 0; i < differing; i++) {
            write(random.nextInt(keys), false);
        }
        measure(differing, "missed");
    }

    private void measureLost(int differing) {
        for (int i = 0; i < differing; i++) {
            b.lose(Key.of("user:" + random.nextInt(keys)));
        }
        measure(differing, "lost");
    }

    /// What passes between them until the announcement that finds them equal, without the announcements.
    private void measure(int differing, String why) {
        dialogue.forgetCounts();
        int before = b.notices().size();
        dialogue.runUntil(() -> bAgrees(before), HOUR_MILLIS);
        long announcements = dialogue.announcements();
        long bytes = dialogue.bytesBelowObjects() - dialogue.announcementBytes();
        out.printf(
                "| %,d | %s | %,d | %,d | %.1f | %,d |%n",
                differing,
                why,
                dialogue.frames() - announcements,
                bytes,
                (double) bytes / differing,
                dialogue.objects());
    }

    private void measureUpkeep() {
        MerkleTree tree = new MerkleTree();
        change(tree, WARM_UP);
        long begin = System.nanoTime();
        change(tree, CHANGES);
        long nanos = System.nanoTime() - begin;
        out.printf("a change of a tree: %.0f ns (root %x)%n", (double) nanos / CHANGES, tree.root());
    }

    private void change(MerkleTree tree, int times) {
        for (int i = 0; i < times; i++) {
            tree.change(random.nextLong(), i + 1L, i + 2L);
        }
    }
}
