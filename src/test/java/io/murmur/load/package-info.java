/// Load on real processes: the benchmark beside other stores, and the test that kills nodes under writes.
///
/// `generator` makes load with a `codec` for each store, `target` starts what is measured, `bench` compares,
/// `profile` says where CPU time goes, `kill` breaks nodes and checks what clients were promised,
/// `absence` measures how a node catches up with much that it missed, `volume` measures one volume without a cluster,
/// and `fake` is a store for their tests. Nothing here is part of the program.
/// Commands: `load-tests/compare`, `load-tests/kill-test`, `load-tests/absence` and `load-tests/volume`.
@NullMarked
package io.murmur.load;

import org.jspecify.annotations.NullMarked;
