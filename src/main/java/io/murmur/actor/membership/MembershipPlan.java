package io.murmur.actor.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.membership.MembershipMachine;

/// What membership is decided from.
///
/// @param self this process
/// @param formed its cluster
/// @param doors where clients reach this node
public record MembershipPlan(Introduction self, Formed formed, Doors doors, MembershipLimits limits) {

    MembershipMachine machine() {
        return new MembershipMachine(self, formed, doors, limits);
    }
}
