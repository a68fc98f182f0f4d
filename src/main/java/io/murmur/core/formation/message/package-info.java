/// What nodes say to each other before they are one cluster: a question, an answer, and their bytes.
///
/// Invariant: a question proves nothing, for it may be days old; an answer repeats the number its question was
/// given at random, so it was given after the asking process drew that number. Entry: [FormationMessage]. What is
/// not here: what is made of an answer (`core.formation`).
@NullMarked
package io.murmur.core.formation.message;

import org.jspecify.annotations.NullMarked;
