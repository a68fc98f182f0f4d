package io.murmur.sim.formation;

import java.util.List;
import java.util.function.Consumer;

/// Judges one promise.
@FunctionalInterface
interface Checker {

    /// Tells `violate` of every breach, as a sentence.
    void check(List<Fact> facts, Consumer<String> violate);
}
