package io.murmur.core.entropy;

import io.murmur.core.machine.Safeguards;

/// How exchanges are paced.
///
/// @param intervalMillis between two announcements, each to the next peer
/// @param settleMillis how long a difference must last before anything is fetched: what is on its way arrives
///     meanwhile
/// @param askAgainMillis how long an answer is waited for before the question is asked again
/// @param asksMax how often a question is asked before the exchange is given up
/// @param pageBytes of objects asked for at a time
/// @param bytesPerSecond of objects, all exchanges together
/// @param compareAllMillis how long a partition may go without agreement, although clocks explain each
///     difference, before its trees are compared nevertheless
/// @param partitionsMax whose trees are compared in one exchange
/// @param segmentsMax whose keys are compared in one exchange
/// @param safeguards all but in tests
public record ExchangeSettings(
        long intervalMillis,
        long settleMillis,
        long askAgainMillis,
        int asksMax,
        int pageBytes,
        long bytesPerSecond,
        long compareAllMillis,
        int partitionsMax,
        int segmentsMax,
        Safeguards safeguards) {

    /// The same with another pause.
    public ExchangeSettings settlingFor(long millis) {
        return new ExchangeSettings(
                intervalMillis,
                millis,
                askAgainMillis,
                asksMax,
                pageBytes,
                bytesPerSecond,
                compareAllMillis,
                partitionsMax,
                segmentsMax,
                safeguards);
    }

    public static final ExchangeSettings DEFAULT =
            new ExchangeSettings(1_000, 500, 500, 4, 128 * 1024, 16L << 20, 60_000, 64, 256, Safeguards.ALL);
}
