/// Where real nodes meet what can go wrong: a network for each node, and the faults of networks, processes,
/// clocks and disks. The [Enclosure] keeps it all away from the machine's own network, mounts and processes.
@NullMarked
package io.murmur.load.scene;

import org.jspecify.annotations.NullMarked;
