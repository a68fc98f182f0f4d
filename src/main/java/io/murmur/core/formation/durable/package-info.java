/// What a node keeps of the formation of its cluster: its standing, the proposal it voted for, the cluster it
/// is in.
///
/// Design decision 6; bytes in `src/docs/formats.md`, "Formation record". Invariants: a standing moves forward
/// only (blank, voted or proposed, member; blank or proposed, barred, member); a volume votes for one proposal
/// in its life. Entry class: [FormationRecord]. What is not here: when a standing changes (`core.formation`).
@NullMarked
package io.murmur.core.formation.durable;

import org.jspecify.annotations.NullMarked;
