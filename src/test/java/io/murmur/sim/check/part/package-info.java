/// Checkers of what an event adds to a key beside other events: increments, and elements of collections.
@NullMarked
package io.murmur.sim.check.part;

import org.jspecify.annotations.NullMarked;
