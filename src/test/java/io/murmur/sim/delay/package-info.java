/// What the simulation says of where the time of operations goes.
@NullMarked
package io.murmur.sim.delay;

import org.jspecify.annotations.NullMarked;
