/// What clients were promised, checked while nodes are killed: no acknowledged write is lost, nothing deleted or
/// superseded comes back, service is back soon (guarantees G1, G2, G3, G7, G8).
///
/// [Workers] write, overwrite, delete and read through every node; the [Drill] kills and starts nodes and reads
/// everything afterwards, with each pair of nodes; the [Checker] judges the history it is given and knows
/// nothing of servers. All times are monotonic nanoseconds of this one process. Entry: [KillTest].
@NullMarked
package io.murmur.load.kill;

import org.jspecify.annotations.NullMarked;
