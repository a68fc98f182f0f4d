/// How a node answers what exchanges ask, its own included: without memory of who asked what.
///
/// A request is answered in two steps, because two know the answer: the lanes their clocks and trees, at one
/// moment between two batches ([LaneSurveyor]), the table its rows ([Holdings]). [Responder] is the entry.
///
/// Invariants: a clock is shown only together with rows that are as new; a copy that does not pass its
/// checksum is never sent, and its event not reported as looked for. What is not here: who asks, and why
/// (`core.entropy`).
@NullMarked
package io.murmur.core.entropy.answer;

import org.jspecify.annotations.NullMarked;
