/// Membership under faults, from one seed: loss, delay, repetition, late messages, cuts in one direction, restarts,
/// pauses, wrong clocks, wrong settings, a copied volume. Entry: [MembershipSimulation].
@NullMarked
package io.murmur.sim.membership;

import org.jspecify.annotations.NullMarked;
