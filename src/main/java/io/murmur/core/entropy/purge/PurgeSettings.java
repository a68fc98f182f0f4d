package io.murmur.core.entropy.purge;

import io.murmur.core.machine.Safeguards;

/// How purging is paced.
///
/// @param waveMillis how long deleted keys of a partition gather before they are purged together: within that
///     time every owner has them, and an exchange that asked before the last purge has ended
/// @param waveKeysMax purged together at most
/// @param roundsMax keys on their way at once, all partitions together
/// @param answerMillis how long the answers of owners are waited for before the question is asked again
/// @param asksMax how often
/// @param walkAgainMillis how long after a walk that found keys which could not be purged, or whose values will
///     end, the next begins
/// @param everyMillis how long after a walk that left nothing the next begins: whatever was missed is found
/// @param safeguards all but in tests
public record PurgeSettings(
        long waveMillis,
        int waveKeysMax,
        int roundsMax,
        long answerMillis,
        int asksMax,
        long walkAgainMillis,
        long everyMillis,
        Safeguards safeguards) {

    public static final PurgeSettings DEFAULT =
            new PurgeSettings(5_000, 1_024, 2_048, 1_000, 3, 60_000, 86_400_000, Safeguards.ALL);
}
