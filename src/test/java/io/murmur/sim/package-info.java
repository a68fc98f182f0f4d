/// The simulator: whole clusters in one thread, under virtual time, from one seed.
///
/// [Simulation] is the entry: it draws [Options] from a seed, runs clients against [SimNode]s that run the
/// production core over a [SimNetwork] and [SimDisk]s, breaks things, heals them, and hands the [History] to
/// the checkers. Source of the method: FoundationDB's simulation, TigerBeetle's VOPR, the Accord burn test.
@NullMarked
package io.murmur.sim;

import org.jspecify.annotations.NullMarked;
