package io.murmur.core.gossip;

import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Safeguards;

/// How gossip is paced.
///
/// @param fanout with how many random others a node opens an exchange each round
/// @param messageBytesMax of one message, unless one bucket of origins alone has more versions
/// @param reportsPerRound how many new reports all nodes together make in one round: where there are more members, each
///     waits some rounds before it says that it is doing differently. What is urgent does not wait
/// @param repeatPauses after so many times that wait a node that has nothing new to say says so; 0 for never
/// @param safeguards all but in tests
public record GossipSettings(
        int fanout, int messageBytesMax, int reportsPerRound, int repeatPauses, Safeguards safeguards) {

    private static final int BYTES_LEAST = 2_048;
    private static final int AROUND_BYTES = 32;
    private static final int WANTED_PART = 4;

    public static final GossipSettings DEFAULT = new GossipSettings(1, 64 * 1024, 64, 5, Safeguards.ALL);

    public GossipSettings {
        Invariant.check(fanout > 0 && reportsPerRound > 0 && repeatPauses >= 0, "gossip that says something");
        Invariant.check(messageBytesMax >= BYTES_LEAST, "a message holds the hashes of a large cluster's buckets");
    }

    /// Of the reports in one message.
    int reportBytesMax() {
        return messageBytesMax - wantedBytesMax() - AROUND_BYTES;
    }

    /// Of the names of those whose reports a message asks for.
    int wantedBytesMax() {
        return messageBytesMax / WANTED_PART;
    }

    /// How many rounds a node waits between two reports of its own.
    int pauseRounds(int members) {
        return Math.ceilDiv(members, reportsPerRound);
    }
}
