package io.murmur.sim.gossip;

import io.murmur.sim.gossip.SpreadPlan.Upset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Measures how fast news is and what it costs, and prints the table of `src/docs/simulation.md`:
/// `load-tests/gossip [SEEDS_OF_TEN_THOUSAND]`.
public final class SpreadReport {

    private static final List<Integer> NODES = List.of(10, 100, 1_000, 10_000);
    private static final int BUSY_NODES_MAX = 1_000;
    /// Of small clusters.
    private static final int RUNS = 100;

    private SpreadReport() {}

    /// Arguments: how many seeds of 10,000 nodes, 3 if there is none.
    public static void main(String[] arguments) {
        int seeds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        System.out.println("| nodes | at a time | lost | also | runs | rounds: mean | worst | log2 n |"
                + " bytes per node and round | idle | longest message |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (SpreadPlan plan : plans()) {
            row(plan, runs(plan, seeds));
        }
    }

    private static int runs(SpreadPlan plan, int seeds) {
        if (plan.nodes() < 1_000) {
            return RUNS;
        }
        return plan.nodes() == 1_000 && plan.upset() != Upset.BUSY ? 5 * seeds : seeds;
    }

    private static List<SpreadPlan> plans() {
        List<SpreadPlan> plans = new ArrayList<>();
        for (int nodes : NODES) {
            plans.add(new SpreadPlan(nodes, 1, 0, Upset.NONE));
            plans.add(new SpreadPlan(nodes, 1, 10, Upset.NONE));
            plans.add(new SpreadPlan(nodes, 3, 10, Upset.NONE));
            plans.add(new SpreadPlan(nodes, 1, 10, Upset.CUT));
            plans.add(new SpreadPlan(nodes, 1, 10, Upset.PAUSE));
            if (nodes <= BUSY_NODES_MAX) {
                plans.add(new SpreadPlan(nodes, 1, 10, Upset.BUSY));
            }
        }
        return plans;
    }

    private static void row(SpreadPlan plan, int runs) {
        List<Spread.Result> results = IntStream.range(0, runs)
                .mapToObj(seed -> Spread.run(plan, seed))
                .toList();
        double mean =
                results.stream().mapToDouble(Spread.Result::rounds).average().orElseThrow();
        double worst = results.stream().mapToDouble(Spread.Result::rounds).max().orElseThrow();
        double bytes =
                results.stream().mapToDouble(Spread.Result::bytes).average().orElseThrow();
        double idle =
                results.stream().mapToDouble(Spread.Result::idleBytes).average().orElseThrow();
        double late =
                results.stream().mapToDouble(Spread.Result::lateRounds).max().orElseThrow();
        int longest = results.stream().mapToInt(Spread.Result::longest).max().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d %% | %s | %d | %.1f | %.1f | %.1f | %.0f | %s | %d |%n",
                plan.nodes(),
                plan.fanout(),
                plan.lossPercent(),
                words(plan, late),
                runs,
                mean,
                worst,
                Math.log(plan.nodes()) / Math.log(2),
                bytes,
                plan.upset() == Upset.BUSY ? "-" : String.format(Locale.ROOT, "%.0f", idle),
                longest);
    }

    private static String words(SpreadPlan plan, double late) {
        return switch (plan.upset()) {
            case NONE -> "";
            case CUT -> "a cut of halves ends, each with " + plan.news() / 2 + " news";
            case PAUSE -> String.format(Locale.ROOT, "a tenth stands still; knows at most %.1f rounds after it", late);
            case BUSY -> "all report as often as they may";
        };
    }
}
