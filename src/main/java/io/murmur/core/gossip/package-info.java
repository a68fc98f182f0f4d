/// What each node knows of all others, spread by push-pull gossip: load, room, delays, how far its copies and its
/// settings are.
///
/// Source: Demers et al., "Epidemic algorithms for replicated database maintenance", PODC 1987, section 1.4
/// (push-pull); van Renesse et al., "Efficient reconciliation and flow control for anti-entropy protocols", LADIS 2008
/// (versions per origin). Each round a node opens an exchange with one random other. Both say what they know in few
/// bytes (a hash of all, hashes of buckets, or a version per origin), and send each other what is newer.
///
/// Invariants: what a node knows of another never goes back ([Safeguard#NEWEST_REPORT_WINS]); a node alone says what
/// is to be known of it, and outdoes what its earlier processes said ([Safeguard#OUTDO_OWN_PAST]); no message exceeds
/// its bound. All of it is a hint: no promise of Murmur depends on it.
///
/// Entry class: [GossipMachine]. What is not here: who is reachable (`core.membership`), and whether copies are equal
/// (`core.entropy`).
@NullMarked
package io.murmur.core.gossip;

import io.murmur.core.machine.Safeguard;
import org.jspecify.annotations.NullMarked;
