package io.murmur.sim.gossip;

import io.murmur.core.gossip.GossipSettings;
import io.murmur.core.machine.Safeguards;

/// What is measured among many nodes.
///
/// @param lossPercent of messages lost
/// @param upset what else happens
record SpreadPlan(int nodes, int fanout, int lossPercent, Upset upset) {

    /// What happens while news spreads.
    enum Upset {
        /// One node has news, nothing else happens.
        NONE,
        /// Two halves were cut off from each other, twenty nodes of each have news, and the cut ends.
        CUT,
        /// A tenth of the nodes stand still when one of the others has news, and go on when all the others know.
        PAUSE,
        /// Every node is doing differently in each round, and so has reports to make as fast as it may.
        BUSY
    }

    private static final int BYTES_MAX = 64 * 1024;
    private static final int NEWS_OF_HALF = 20;

    int news() {
        return upset == Upset.CUT ? 2 * Math.min(NEWS_OF_HALF, nodes / 2) : 1;
    }

    /// Reports are made of news only, unless all are busy.
    GossipSettings settings() {
        return upset == Upset.BUSY
                ? new GossipSettings(fanout, BYTES_MAX, GossipSettings.DEFAULT.reportsPerRound(), 0, Safeguards.ALL)
                : new GossipSettings(fanout, BYTES_MAX, 1, 0, Safeguards.ALL);
    }

    /// The logarithm of the number of nodes, rounded up: what the mean number of rounds is compared with.
    int doublings() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(nodes - 1);
    }
}
