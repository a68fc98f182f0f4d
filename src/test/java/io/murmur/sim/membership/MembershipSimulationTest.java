package io.murmur.sim.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// When the faults end, every view agrees with the truth; and until then no view names who must not be in it.
class MembershipSimulationTest {

    private static final int SEEDS = Integer.getInteger("murmur.seeds", 1000);

    @Test
    void allViewsAgreeWithTheTruthWhenFaultsEnd() {
        Long one = Long.getLong("murmur.seed");
        LongStream seeds = one == null ? LongStream.range(0, SEEDS).parallel() : LongStream.of(one);
        var broken = seeds.mapToObj(MembershipSimulation::run)
                .filter(result -> !result.violations().isEmpty())
                .findFirst();
        broken.ifPresent(result -> fail(result.report()));
    }

    @Test
    void runsASeedTheSameWayTwice() {
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(MembershipSimulation.run(seed), MembershipSimulation.run(seed), "seed " + seed);
        }
    }
}
