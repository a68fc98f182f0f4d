/// The rules of a prefix of keys, the same on every node, and which of them a key has.
///
/// Immutable.
@NullMarked
package io.murmur.core.namespace;

import org.jspecify.annotations.NullMarked;
