/// What readers are shown of a key whose events add up to something: its type, the elements of a collection, how many
/// different elements were seen.
///
/// Judges objects and changes none. What is not here: plain values and counted numbers, which
/// [io.murmur.core.value.StoredObject#visible] shows.
@NullMarked
package io.murmur.core.value.shown;

import org.jspecify.annotations.NullMarked;
