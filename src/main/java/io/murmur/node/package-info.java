/// One node as a whole: what is made in which order, who hears of whom, and how it ends.
///
/// Entry: [io.murmur.node.MurmurNode]. Opening the volume, forming or joining the cluster, recovering the lanes and
/// opening the doors follow each other; stopping goes the other way round. Nobody depends on this room but the command
/// line. What is not here: protocols (`core`), actors (`actor`), doors (`door`).
@NullMarked
package io.murmur.node;

import org.jspecify.annotations.NullMarked;
