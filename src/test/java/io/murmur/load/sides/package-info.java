/// Writes for which one owner is enough: they are taken on every side of a cut, and what becomes of them when
/// the sides meet again is judged here (guarantees G1, G4, G6).
@NullMarked
package io.murmur.load.sides;

import org.jspecify.annotations.NullMarked;
