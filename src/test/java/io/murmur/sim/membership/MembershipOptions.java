package io.murmur.sim.membership;

import java.util.SplittableRandom;

/// What one seed draws.
///
/// @param lossPercent of hellos lost while the network is bad; likewise the other percentages
/// @param dead how many nodes stay down when the faults end
/// @param otherSettings whether one node runs with other settings until the faults end
/// @param copiedVolume whether a second process speaks for one node until the faults end
record MembershipOptions(
        int nodes,
        long delayMillisMax,
        int lossPercent,
        int duplicatePercent,
        int latePercent,
        int cuts,
        int restarts,
        int pauses,
        int clockJumps,
        int dead,
        boolean otherSettings,
        boolean copiedVolume) {

    static MembershipOptions draw(SplittableRandom random) {
        int nodes = 1 + random.nextInt(5);
        boolean heavy = random.nextInt(5) != 0;
        return new MembershipOptions(
                nodes,
                random.nextInt(3) == 0 ? 100 : 5,
                heavy && random.nextBoolean() ? random.nextInt(40) : 0,
                heavy && random.nextBoolean() ? random.nextInt(30) : 0,
                heavy && random.nextBoolean() ? random.nextInt(15) : 0,
                heavy && nodes > 1 ? random.nextInt(5) : 0,
                heavy ? random.nextInt(8) : random.nextInt(2),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3) == 0 ? random.nextInt(nodes) : 0,
                random.nextInt(5) == 0,
                nodes > 1 && random.nextInt(5) == 0);
    }
}
