/// Brings home what a node keeps of partitions it does not own: in a sloppy namespace it stood in for owners that could
/// not be reached (`src/docs/decisions.md`, 43).
///
/// What is not here: who stands in, and when (`core.ring`, `core.replicate.quorum`).
@NullMarked
package io.murmur.core.entropy.handoff;

import org.jspecify.annotations.NullMarked;
