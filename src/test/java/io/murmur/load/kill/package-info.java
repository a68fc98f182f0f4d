/// What clients were promised, checked while nodes are killed: no acknowledged write is lost, nothing deleted or
/// superseded comes back, service is back soon (guarantees G1, G2, G3, G7, G8).
///
/// The [Drill] kills and starts nodes under load and reads everything afterwards, with each pair of nodes. Entry:
/// [KillTest].
@NullMarked
package io.murmur.load.kill;

import org.jspecify.annotations.NullMarked;
