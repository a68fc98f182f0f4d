package io.murmur.actor.membership;

import io.murmur.core.formation.Asker;
import io.murmur.core.formation.FormationDecider;
import io.murmur.core.formation.FormationLimits;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.machine.Safeguards;
import java.util.random.RandomGenerator;

/// What formation is decided from.
///
/// @param asker this process
/// @param terms this node's configuration
/// @param random draws cluster ids and numbers of rounds; unpredictable in production, and used by one actor only
public record FormationPlan(Asker asker, ClusterTerms terms, FormationLimits limits, RandomGenerator random) {

    FormationDecider decider() {
        return new FormationDecider(asker, terms, limits, random, Safeguards.ALL);
    }
}
