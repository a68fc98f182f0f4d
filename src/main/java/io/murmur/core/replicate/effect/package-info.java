/// What a write has come to, by what the owners that hold it know.
///
/// Immutable. Whoever coordinates the write ([io.murmur.core.replicate]) decides by this whether a second round is
/// needed, and what the client is answered.
@NullMarked
package io.murmur.core.replicate.effect;

import org.jspecify.annotations.NullMarked;
