package io.murmur.sim.formation;

import io.murmur.core.formation.FormationLimits;
import java.util.SplittableRandom;

/// What one seed draws: which faults are on and how strong, then the cluster.
///
/// @param lossPercent of messages lost while the network is bad; likewise the other percentages
/// @param strikes how many crashes come right after a durable step; where volumes are lost, half of these lose
///     theirs
/// @param lostVolumes how often a node's volume is replaced by a blank one
/// @param mistake what is wrong with one node's configuration or volume at first
/// @param leftOut how many nodes an operator decides to do without, in the middle of the faults; 0 for none
record FormationOptions(
        int nodes,
        int replicas,
        FormationLimits limits,
        long syncMillisMax,
        long delayMillisMax,
        int lossPercent,
        int duplicatePercent,
        int latePercent,
        int cuts,
        int crashes,
        int strikes,
        int lostVolumes,
        Mistake mistake,
        int leftOut) {

    /// What an operator gets wrong on one node, and puts right later.
    enum Mistake {
        NONE,
        NAME_MISSING,
        NAME_TOO_MANY,
        OTHER_REPLICAS,
        OTHER_PARTITIONS,
        OTHER_SETTINGS,
        LEAVES_SOMEBODY_OUT,
        COPIED_VOLUME
    }

    static FormationOptions draw(SplittableRandom random) {
        int nodes = Math.min(5, 1 + random.nextInt(24) / 4 + (random.nextInt(8) == 0 ? 0 : 1));
        boolean heavy = random.nextInt(5) != 0;
        int leftOut = nodes > 1 && random.nextInt(6) == 0 ? 1 + random.nextInt(nodes - 1) : 0;
        Mistake mistake = random.nextInt(3) == 0 && leftOut == 0 && nodes > 1
                ? Mistake.values()[random.nextInt(Mistake.values().length)]
                : Mistake.NONE;
        long shortest = 60 + random.nextLong(200);
        long delayMillisMax = random.nextInt(3) == 0 ? 400 : 5;
        // A round must be longer than the way there and back.
        long longest = shortest + 3 * delayMillisMax + random.nextLong(2000);
        return new FormationOptions(
                nodes,
                1 + random.nextInt(nodes - leftOut),
                new FormationLimits(shortest, longest),
                random.nextInt(3) == 0 ? 800 : 5,
                delayMillisMax,
                heavy && random.nextBoolean() ? random.nextInt(40) : 0,
                heavy && random.nextBoolean() ? random.nextInt(30) : 0,
                heavy && random.nextBoolean() ? random.nextInt(15) : 0,
                heavy && nodes > 1 ? random.nextInt(5) : 0,
                heavy ? random.nextInt(8) : 0,
                heavy ? random.nextInt(6) : 0,
                random.nextInt(5) < 2 ? 1 + random.nextInt(4) : 0,
                mistake,
                leftOut);
    }
}
