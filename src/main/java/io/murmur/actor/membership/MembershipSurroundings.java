package io.murmur.actor.membership;

import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.machine.Now;
import java.util.function.Supplier;

/// What a membership actor reaches.
///
/// @param addresses of all members at least
/// @param volume what this node's volume is like now
public record MembershipSurroundings(
        Addresses addresses,
        Greeter greeter,
        MembershipListeners listeners,
        Supplier<VolumeReport> volume,
        Supplier<Now> clock) {}
