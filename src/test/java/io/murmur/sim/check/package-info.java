/// The checkers: each judges one promise by what a run has recorded.
@NullMarked
package io.murmur.sim.check;

import org.jspecify.annotations.NullMarked;
