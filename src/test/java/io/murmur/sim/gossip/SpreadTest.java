package io.murmur.sim.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.sim.gossip.SpreadPlan.Upset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// News needs about as many rounds as the number of nodes has doublings, and few bytes. Figures of many seeds are in
/// `src/docs/simulation.md`; here are a few seeds of each kind.
class SpreadTest {

    private static final int SEEDS = 3;

    private static double meanRounds(SpreadPlan plan) {
        return LongStream.range(0, SEEDS)
                .mapToDouble(seed -> Spread.run(plan, seed).rounds())
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"10, NONE", "100, NONE", "1000, NONE", "100, CUT", "1000, CUT", "100, PAUSE", "1000, PAUSE"})
    void newsReachesAllWithinTheLogarithmOfTheirNumberAlsoWithLosses(int nodes, Upset upset) {
        SpreadPlan plan = new SpreadPlan(nodes, 1, 10, upset);
        double rounds = meanRounds(plan);
        assertTrue(rounds <= plan.doublings(), () -> plan + ": " + rounds + " rounds");
    }

    @Test
    void tenThousandNodesAreToldInSevenRoundsByThreeAtATime() {
        SpreadPlan plan = new SpreadPlan(10_000, 3, 10, Upset.NONE);
        Spread.Result result = Spread.run(plan, 1);
        assertTrue(result.rounds() <= 7, () -> plan + ": " + result);
    }

    @Test
    void silenceCostsTheSameHoweverManyAreSilent() {
        double ten = Spread.run(new SpreadPlan(10, 1, 0, Upset.NONE), 1).idleBytes();
        double thousand = Spread.run(new SpreadPlan(1_000, 1, 0, Upset.NONE), 1).idleBytes();
        assertEquals(ten, thousand, 0.1);
        assertTrue(ten < 40, () -> ten + " bytes");
    }

    @Test
    void whoStoodStillLearnsInAFewRoundsWhatItMissed() {
        SpreadPlan plan = new SpreadPlan(1_000, 1, 0, Upset.PAUSE);
        Spread.Result result = Spread.run(plan, 1);
        assertTrue(result.lateRounds() > 0 && result.lateRounds() <= plan.doublings(), () -> plan + ": " + result);
    }

    @Test
    void aRunFollowsFromItsSeed() {
        SpreadPlan plan = new SpreadPlan(100, 1, 10, Upset.CUT);
        assertEquals(Spread.run(plan, 5), Spread.run(plan, 5));
    }
}
