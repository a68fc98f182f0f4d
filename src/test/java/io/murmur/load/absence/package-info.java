/// What becomes of a node that was away while much was written: load on three nodes, one killed, many small keys
/// written, overwritten and deleted at the other two, the node started again, and a measure of everything that has
/// to stay bounded until all agree. Then the other two are killed, and the one that was away is asked for every
/// key.
///
/// Entry: [AbsenceTest] (`load-tests/absence`). What is written, and what a key must show in the end, is in [Story].
@NullMarked
package io.murmur.load.absence;

import org.jspecify.annotations.NullMarked;
