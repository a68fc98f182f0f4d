/// Tests of placement and its planner.
@NullMarked
package io.murmur.core.ring;

import org.jspecify.annotations.NullMarked;
