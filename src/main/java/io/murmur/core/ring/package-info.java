/// Placement: which nodes own which partition, as an explicit table with an epoch.
///
/// A partition is a block of consecutive Redis Cluster slots. The table is made by a pure planner from the old table
/// and the members, and changes only by consensus, never by liveness (design decision 4). Sources: DeCandia et al.,
/// "Dynamo" (2007), strategy 3; Martin, Patiño et al., "An Algorithm for Geo-Distributed and Redundant Storage in
/// Garage" (arXiv 2302.13798) for assignment as optimisation with minimal movement.
///
/// Invariants: each partition has N distinct owners; an epoch never falls; equal inputs give byte-identical tables.
/// Entry classes: [Placement], [Planner]. What is not here: how a table is agreed (`core.formation`).
@NullMarked
package io.murmur.core.ring;

import org.jspecify.annotations.NullMarked;
