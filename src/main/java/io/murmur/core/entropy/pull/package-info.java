/// Passive synchronisation: what was written on one owner and not sent to the others is fetched by them, by clocks.
///
/// ```
/// writer                                    another owner
///   written, durable, answered
///   Unpushed(number, partitions) ---------->  own clocks of these partitions
///          <------------------- SendMissing   what is beyond them
///   MissingSent ---------------------------->  stored, and only then added to the clocks
///          <-------------------- Pulled(number)
///   next, if more was written meanwhile
/// ```
///
/// One telling is open per peer, and the next holds all that was written until the last was fetched: nobody waits
/// while little is written, and where much is, each round carries it all. A telling is repeated until it is confirmed;
/// what a writer has forgotten to tell, because it stopped, exchanges find ([io.murmur.core.entropy]).
///
/// Source: `src/docs/decisions.md`, 36; Petersen et al., "Flexible Update Propagation for Weakly Consistent
/// Replication" (SOSP 1997), for pulling by clocks. Invariant: an event is added to a clock only when it is stored
/// here ([io.murmur.core.entropy.ClockCatchUp]). Entry: [PullMachine]. What is not here: the write itself
/// (`core.replicate`).
@NullMarked
package io.murmur.core.entropy.pull;

import org.jspecify.annotations.NullMarked;
