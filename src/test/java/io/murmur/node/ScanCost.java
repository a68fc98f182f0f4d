package io.murmur.node;

import com.sun.management.OperatingSystemMXBean;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.OperationId;
import io.murmur.load.target.Folders;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a page of SCAN costs if two owners are asked for it, beside one owner: all pages of all partitions, one after
/// the other, in turn. Real actors, volumes and frames of three nodes in one process, twice; all owners hold the
/// same. Frames go from actor to actor without a network.
@Command(
        name = "load-tests/scan-cost",
        mixinStandardHelpOptions = true,
        description = "Prints what a page of SCAN costs from two owners and from one, side by side.")
public final class ScanCost implements Callable<Integer> {

    private static final int ROUNDS = 7;
    /// Rounds that do not count: compilers work.
    private static final int COLD_ROUNDS = 2;
    private static final int WRITES_AT_ONCE = 200;
    private static final int MAJORITY = 2;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final Path FOLDER = Path.of("target/scan-cost");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "KEYS", description = "How many keys (default: ${DEFAULT-VALUE}).")
    private int keys = 100_000;

    /// One way through all keys.
    ///
    /// @param bytes of frames that came to the node that asked
    private record Walk(int pages, int keys, long nanos, long cpuNanos, long bytes) {

        double micros() {
            return nanos / NANOS_PER_MICRO / pages;
        }

        double cpuMicros() {
            return cpuNanos / NANOS_PER_MICRO / pages;
        }

        double bytesPerPage() {
            return (double) bytes / pages;
        }
    }

    /// Measures and prints. Ends the process, because thread pools of the nodes would linger, also after a failure.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScanCost()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (keys < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "needs at least one key, not " + keys);
        }
        run();
        return 0;
    }

    private void run() throws Exception {
        Folders.renew(FOLDER);
        Trio two = new Trio(FOLDER.resolve("two"));
        Trio one = new Trio(FOLDER.resolve("one"), new Trio.Rules(3, MAJORITY, 1, false));
        for (Trio trio : List.of(two, one)) {
            fill(trio);
            while (!trio.verify(0, false).verdict().equals(Verdict.AGREED)) {
                System.err.println("waiting until owners hold the same ...");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d keys of 12 bytes, %d partitions; medians of %d walks each, by turns, after %d that do not"
                        + " count%n%n",
                keys,
                Trio.PARTITIONS,
                ROUNDS - COLD_ROUNDS,
                COLD_ROUNDS);
        System.out.println("| keys per page | from 2 owners, us per page (CPU) | from one owner (CPU) | times (CPU) "
                + "| bytes of frames to who asks, per page | with one owner |");
        System.out.println("|--:|--:|--:|--:|--:|--:|");
        for (int limit : List.of(10, 100, 1_000)) {
            compare(two, one, limit);
        }
        two.close();
        one.close();
    }

    private void fill(Trio trio) {
        for (int number = 0; number < keys; number += WRITES_AT_ONCE) {
            List<CompletableFuture<Outcome>> answers = new ArrayList<>();
            for (int each = number; each < Math.min(keys, number + WRITES_AT_ONCE); each++) {
                answers.add(trio.submit(each % 3, put(each)));
            }
            for (CompletableFuture<Outcome> answer : answers) {
                if (!(answer.join() instanceof Outcome.Written)) {
                    throw new IllegalStateException("a write failed: " + answer.join());
                }
            }
        }
    }

    private static ClientOperation put(int number) {
        return new ClientOperation.Put(
                Key.of(String.format(Locale.ROOT, "key:%08d", number)),
                Mutation.of(Value.of("v"), Lifetime.PLAIN),
                null,
                new OperationId(1, number + 1L),
                Tries.ONLY,
                0);
    }

    private void compare(Trio two, Trio one, int limit) {
        List<Walk> ofTwo = new ArrayList<>();
        List<Walk> ofOne = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Walk wide = walk(two, limit);
            Walk narrow = walk(one, limit);
            if (round >= COLD_ROUNDS) {
                ofTwo.add(wide);
                ofOne.add(narrow);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,.0f (%,.0f) | %,.0f (%,.0f) | %.1f (%.1f) | %,.0f | %,.0f |%n",
                limit,
                median(ofTwo, Walk::micros),
                median(ofTwo, Walk::cpuMicros),
                median(ofOne, Walk::micros),
                median(ofOne, Walk::cpuMicros),
                median(ofTwo, Walk::micros) / median(ofOne, Walk::micros),
                median(ofTwo, Walk::cpuMicros) / median(ofOne, Walk::cpuMicros),
                median(ofTwo, Walk::bytesPerPage),
                median(ofOne, Walk::bytesPerPage));
    }

    private Walk walk(Trio trio, int limit) {
        long bytes = trio.bytesIn(0);
        long cpuNanos = cpuNanos();
        long beganNanos = System.nanoTime();
        int pages = 0;
        int seen = 0;
        for (int partition = 0; partition < Trio.PARTITIONS; partition++) {
            long from = 0;
            Outcome.Listed page;
            do {
                page = (Outcome.Listed) trio.ask(0, new ClientOperation.List(partition, from, limit));
                seen += page.keys().size();
                from = page.nextHash();
                pages++;
            } while (!page.last());
        }
        if (seen != keys) {
            throw new IllegalStateException(seen + " keys were listed, not " + keys);
        }
        return new Walk(pages, seen, System.nanoTime() - beganNanos, cpuNanos() - cpuNanos, trio.bytesIn(0) - bytes);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double median(List<Walk> walks, ToDoubleFunction<Walk> figure) {
        return walks.stream().mapToDouble(figure).sorted().toArray()[walks.size() / 2];
    }
}
