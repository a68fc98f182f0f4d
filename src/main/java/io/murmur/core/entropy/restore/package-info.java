/// Rows that are not as they were written get what other owners hold.
///
/// Whoever finds such a row (scrub, a read, a write) names its key. Until it is restored, the owner shows nothing of
/// it and takes nothing in. N - W + 1 others hold, together, all that was acknowledged; the lane adds what only it can
/// know: which events had a place in the row (`core.replica`, the request `Restore`).
///
/// Invariants: what is put in the place of a row holds every acknowledged write of its key; a row that is as it was
/// written is never touched; a copy that cannot be trusted is never sent to anybody. What is not here: finding such
/// rows (`core.entropy.scrub`), and rows whose index row is gone (exchanges fetch them).
@NullMarked
package io.murmur.core.entropy.restore;

import org.jspecify.annotations.NullMarked;
