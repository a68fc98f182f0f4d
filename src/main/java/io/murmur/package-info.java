/// Murmur: a replicated key-value store that serves on both sides of a network partition.
///
/// The rooms and the arrows between them are described in `src/docs/decisions.md` and checked by the build.
@NullMarked
package io.murmur;

import org.jspecify.annotations.NullMarked;
