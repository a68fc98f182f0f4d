/// The comparison of Murmur with other stores: which rounds run in which order, and the table that comes out.
///
/// All targets run at once and take turns, round by round, so that a change of the machine hits all of them; each
/// figure is the median over the rounds. Entry: [Compare].
@NullMarked
package io.murmur.load.bench;

import org.jspecify.annotations.NullMarked;
