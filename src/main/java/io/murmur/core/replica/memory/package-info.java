/// Which operations a replica has carried out, as far as it remembers.
///
/// Bounded; says when it may have forgotten. What is not here: what a repetition is answered
/// ([io.murmur.core.replica]).
@NullMarked
package io.murmur.core.replica.memory;

import org.jspecify.annotations.NullMarked;
