package io.murmur.sim.check;

import io.murmur.sim.History;

/// Judges one promise. A checker tells [History#violate] of every breach it finds.
@FunctionalInterface
public interface Checker {
    void check(History history);
}
