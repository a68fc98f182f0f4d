package io.murmur.actor.coordinator;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.replicate.message.Outcome;
import org.jspecify.annotations.Nullable;

/// Who waits for the outcome of an operation.
@FunctionalInterface
public interface Asker {

    /// Takes the outcome. Must neither block nor throw.
    ///
    /// @param itinerary where the time went; null if the operation was refused before a coordinator looked at it
    void answered(Outcome outcome, @Nullable Itinerary itinerary);

    /// Whether an owner the operation is handed over to is to tell where the time went there.
    default boolean wantsDetail() {
        return false;
    }
}
