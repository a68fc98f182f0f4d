package io.murmur.actor.membership;

import io.murmur.core.formation.FormationStatus;
import io.murmur.core.machine.Now;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a formation actor reaches.
///
/// @param addresses of all declared nodes
/// @param listener told each change of the status, the first one included, on the actor's thread: must neither block
///     nor throw
public record FormationSurroundings(
        FormationFile file,
        Addresses addresses,
        Greeter greeter,
        Consumer<FormationStatus> listener,
        Supplier<Now> clock) {}
