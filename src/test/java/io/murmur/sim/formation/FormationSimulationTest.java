package io.murmur.sim.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Formation under faults: every promise holds for every seed, and each safeguard is needed.
class FormationSimulationTest {

    private static final int SEEDS = Integer.getInteger("murmur.seeds", 2000);
    private static final int SEEDS_TO_NOTICE = 100;
    private static final int SEEDS_TO_A_SECOND_CLUSTER = 1000;

    @Test
    void keepsItsPromisesUnderFaults() {
        Long one = Long.getLong("murmur.seed");
        LongStream seeds = one == null ? LongStream.range(0, SEEDS).parallel() : LongStream.of(one);
        var broken = seeds.mapToObj(seed -> FormationSimulation.run(seed, Safeguards.ALL))
                .filter(result -> !result.violations().isEmpty())
                .findFirst();
        broken.ifPresent(result -> fail(result.report()));
    }

    @Test
    void runsASeedTheSameWayTwice() {
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(
                    FormationSimulation.run(seed, Safeguards.ALL),
                    FormationSimulation.run(seed, Safeguards.ALL),
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FORMATION_NEEDS_ALL", "BLANK_DOES_NOT_VOTE_IN_FORMED"})
    void noticesWhenASafeguardIsOff(Safeguard off) {
        assertTrue(isBroken(off, SEEDS_TO_NOTICE, ""), "nobody noticed in " + SEEDS_TO_NOTICE + " seeds: " + off);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORMATION_NEEDS_ALL", "BLANK_DOES_NOT_VOTE_IN_FORMED"})
    void formsASecondClusterWhenASafeguardIsOff(Safeguard off) {
        assertTrue(
                isBroken(off, SEEDS_TO_A_SECOND_CLUSTER, "was formed while volume"),
                "no second cluster in " + SEEDS_TO_A_SECOND_CLUSTER + " seeds: " + off);
    }

    private static boolean isBroken(Safeguard off, int seeds, String part) {
        return LongStream.range(0, seeds)
                .parallel()
                .anyMatch(seed -> FormationSimulation.run(seed, Safeguards.without(off)).violations().stream()
                        .anyMatch(violation -> violation.contains(part)));
    }
}
