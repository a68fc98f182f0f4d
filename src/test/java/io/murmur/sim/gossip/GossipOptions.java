package io.murmur.sim.gossip;

import io.murmur.core.gossip.GossipSettings;
import io.murmur.core.machine.Safeguards;
import java.util.SplittableRandom;

/// What one seed draws.
///
/// @param lossPercent of messages lost while the network is bad; likewise the other percentages
/// @param changes of conditions until the faults end
/// @param dead how many nodes stay down when the faults end
/// @param leaving how many leave the cluster, each node hearing of it at another time
/// @param tight whether messages hold few reports
record GossipOptions(
        int nodes,
        int fanout,
        int lossPercent,
        int duplicatePercent,
        int latePercent,
        int changes,
        int cuts,
        int restarts,
        int pauses,
        int dead,
        int leaving,
        boolean tight,
        boolean repeats) {

    private static final int TIGHT_BYTES = 2_048;
    private static final int USUAL_BYTES = 64 * 1024;

    static GossipOptions draw(SplittableRandom random) {
        int nodes = random.nextInt(12) == 0 ? 9 + random.nextInt(40) : 2 + random.nextInt(7);
        boolean heavy = random.nextInt(5) != 0;
        return new GossipOptions(
                nodes,
                random.nextInt(4) == 0 ? 2 : 1,
                heavy && random.nextBoolean() ? random.nextInt(40) : 0,
                heavy && random.nextBoolean() ? random.nextInt(30) : 0,
                heavy && random.nextBoolean() ? random.nextInt(15) : 0,
                random.nextInt(4 * nodes),
                heavy ? random.nextInt(4) : 0,
                heavy ? random.nextInt(8) : random.nextInt(2),
                random.nextInt(4),
                random.nextInt(3) == 0 ? random.nextInt(nodes) / 2 : 0,
                random.nextInt(3) == 0 ? random.nextInt(nodes) / 2 : 0,
                random.nextInt(4) == 0,
                random.nextBoolean());
    }

    GossipSettings settings(Safeguards safeguards) {
        return new GossipSettings(
                fanout, tight ? TIGHT_BYTES : USUAL_BYTES, tight ? 1 : 64, repeats ? 5 : 0, safeguards);
    }

    /// After so many rounds without faults everybody knows what was said before them.
    int roundsToAgree() {
        int doublings = Integer.SIZE - Integer.numberOfLeadingZeros(nodes);
        return tight ? 4 * nodes : 4 * doublings;
    }
}
