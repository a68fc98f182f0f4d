/// Simulation of the first formation of clusters: from one seed, the production core under virtual time, with
/// messages lost, repeated and late, crashes at each step, volumes lost, and wrong configurations.
///
/// [FormationSimulation] is the entry; what happened is a list of [Fact]s, which the checkers judge.
@NullMarked
package io.murmur.sim.formation;

import org.jspecify.annotations.NullMarked;
