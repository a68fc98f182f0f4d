/// The walk in the background that reads every row of this node, again and again, and tells what is not as it was
/// written.
///
/// Invariants: it changes nothing itself; it never takes more than its share of the disk; a segment that was just
/// written to is not taken for damaged. What is not here: how rows are read (`core.entropy.answer`), what becomes of
/// what is found.
@NullMarked
package io.murmur.core.entropy.scrub;

import org.jspecify.annotations.NullMarked;
