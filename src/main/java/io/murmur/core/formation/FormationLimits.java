package io.murmur.core.formation;

import io.murmur.core.machine.Invariant;

/// How often an unformed node asks. A round lasts twice as long as the one before, up to the maximum; an answer
/// that takes longer than its round is not heard. Who has news is asked back at once, so long rounds delay
/// nothing but what was lost.
///
/// @param roundMillisMin the first round
/// @param roundMillisMax the longest round; must exceed any round trip by far
public record FormationLimits(long roundMillisMin, long roundMillisMax) {

    public FormationLimits {
        Invariant.check(roundMillisMin > 0 && roundMillisMin <= roundMillisMax, "rounds last a while");
    }
}
