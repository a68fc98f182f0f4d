package io.murmur.actor.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.membership.MembershipMachine;
import io.murmur.core.membership.VolumeMemories;

/// What membership is decided from.
///
/// @param self this process
/// @param formed its cluster
/// @param doors where clients reach this node
/// @param memories what was kept of the others' volumes
public record MembershipPlan(
        Introduction self, Formed formed, Doors doors, VolumeMemories memories, MembershipLimits limits) {

    MembershipMachine machine() {
        return new MembershipMachine(self, formed, doors, memories, limits);
    }
}
