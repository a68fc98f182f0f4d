/// The kernel of the functional core: values every room shares, and the shape of a protocol.
///
/// A protocol is a deterministic state machine that sees only the JDK: an input and a [Now] go in, outputs come out.
/// It has no clock, thread, socket, file or random source of its own, so the actors and the simulator run the
/// same code.
/// Volatile protocols are [Machine]s, persisted ones are [Decider]s. What is not here: anything about one protocol.
@NullMarked
package io.murmur.core.machine;

import org.jspecify.annotations.NullMarked;
