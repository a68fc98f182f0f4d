/// Real nodes while networks, processes, clocks and disks fail under load: nothing acknowledged is lost,
/// nothing deleted comes back, both sides of a cut are served, and replicas agree again afterwards
/// (guarantees G1 to G3 and G6 to G8).
///
/// The [FaultDrill] carries out the faults of `load.scene` one after the other. Entry: [FaultTest].
@NullMarked
package io.murmur.load.fault;

import org.jspecify.annotations.NullMarked;
