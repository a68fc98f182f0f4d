package io.murmur.core.entropy.handoff;

import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespaces;

/// How what was kept for others is brought home.
///
/// @param namespaces say how many owners have to hold a write
/// @param lookMillis how long to wait between two looks for something that is to be brought home
/// @param answerMillis how long an owner, or the own lane, has to answer
/// @param atOnce keys that are on their way at one time
/// @param safeguards all on, but in tests
public record HandoffSettings(
        Namespaces namespaces, long lookMillis, long answerMillis, int atOnce, Safeguards safeguards) {

    /// Of a running node.
    ///
    /// @param namespaces say how many owners have to hold a write
    public static HandoffSettings of(Namespaces namespaces) {
        return new HandoffSettings(namespaces, 1_000, 2_000, 16, Safeguards.ALL);
    }
}
