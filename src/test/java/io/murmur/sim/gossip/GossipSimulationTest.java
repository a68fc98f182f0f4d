package io.murmur.sim.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever happens, what a node knows of another only gets newer, and was said by that other; some rounds after the
/// faults everybody knows how everybody is.
class GossipSimulationTest {

    private static final int SEEDS = Integer.getInteger("murmur.seeds", 200);

    @Test
    void everybodyKnowsTheTruthWhenFaultsEnd() {
        Long one = Long.getLong("murmur.seed");
        LongStream seeds = one == null ? LongStream.range(0, SEEDS).parallel() : LongStream.of(one);
        var broken = seeds.mapToObj(seed -> GossipSimulation.run(seed, Safeguards.ALL))
                .filter(result -> !result.violations().isEmpty())
                .findFirst();
        broken.ifPresent(result -> fail(result.report()));
    }

    @Test
    void runsASeedTheSameWayTwice() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(
                    GossipSimulation.run(seed, Safeguards.ALL),
                    GossipSimulation.run(seed, Safeguards.ALL),
                    "seed " + seed);
        }
    }

    @Test
    void withoutComparisonOfVersionsSomethingGoesBackAndIsNoticed() {
        isNoticed(Safeguard.NEWEST_REPORT_WINS, "went back");
    }

    @Test
    void whoDoesNotOutdoItsPastIsNotBelievedAndThatIsNoticed() {
        isNoticed(Safeguard.OUTDO_OWN_PAST, "though it was said");
    }

    private static void isNoticed(Safeguard off, String how) {
        List<String> violations = LongStream.range(0, 20)
                .boxed()
                .flatMap(seed -> GossipSimulation.run(seed, Safeguards.without(off)).violations().stream())
                .toList();
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(how)), () -> off + ": " + violations);
    }
}
