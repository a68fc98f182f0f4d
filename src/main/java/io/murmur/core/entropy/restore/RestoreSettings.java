package io.murmur.core.entropy.restore;

import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;

/// How rows are restored.
///
/// @param namespaces say how many owners had to hold a write
/// @param answerMillis how long an owner, or the own lane, has to answer
/// @param againMillis how long to wait after a round that came to nothing
/// @param settleMillis how long anything that was under way when a row was found can still be acknowledged
/// @param atOnce keys that others are asked for at one time
/// @param keysMax keys that are remembered; of more, scrub tells again
/// @param safeguards all on, but in tests
public record RestoreSettings(
        Namespaces namespaces,
        long answerMillis,
        long againMillis,
        long settleMillis,
        int atOnce,
        int keysMax,
        Safeguards safeguards) {

    /// Longer than any operation may take (`murmur.redis.command-timeout` is ten minutes at most).
    private static final long SETTLE_MILLIS = 660_000;

    /// Of a running node.
    ///
    /// @param namespaces say how many owners had to hold a write
    public static RestoreSettings of(Namespaces namespaces) {
        return new RestoreSettings(namespaces, 2_000, 5_000, SETTLE_MILLIS, 8, 1_024, Safeguards.ALL);
    }
}
