package io.murmur.actor.membership;

import io.murmur.core.machine.Now;
import java.util.function.Supplier;

/// What a membership actor reaches.
///
/// @param addresses of all members at least
public record MembershipSurroundings(
        Addresses addresses, Greeter greeter, MembershipListeners listeners, Supplier<Now> clock) {}
