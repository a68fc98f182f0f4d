/// The checkers of what replicas hold on their disks; what clients are shown is judged beside.
@NullMarked
package io.murmur.sim.check.replica;

import org.jspecify.annotations.NullMarked;
