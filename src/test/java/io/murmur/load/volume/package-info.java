/// One volume under load, without a cluster: does a database of a million keys fit into the memory and disk a node
/// is promised, how fast is it back after kill -9, and what does a synced append cost.
///
/// [VolumeLoad] is the command (`load-tests/volume`); the volume itself lives in child processes ([Filler]), with the
/// heap a node has, and is written as a lane writes it: packed journal records with their rows, snapshots, cuts of
/// the journal. [AppendLoad] is the closed loop that changes to the committer are measured with.
@NullMarked
package io.murmur.load.volume;

import org.jspecify.annotations.NullMarked;
