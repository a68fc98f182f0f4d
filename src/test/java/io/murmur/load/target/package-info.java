/// What load is put on: clusters of three processes on this machine, started, killed and measured from here.
///
/// Every process started here is stopped here, also when the run is interrupted. Ports are free ones on the
/// loopback address, data lies in a folder of the run. To add a store, implement [Target]; entry class [Targets].
@NullMarked
package io.murmur.load.target;

import org.jspecify.annotations.NullMarked;
