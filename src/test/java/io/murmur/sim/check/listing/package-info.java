/// The checkers of what lists and counts of keys show.
@NullMarked
package io.murmur.sim.check.listing;

import org.jspecify.annotations.NullMarked;
