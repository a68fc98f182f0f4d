/// What a node is told by its configuration, as values that have been checked.
///
/// [io.murmur.node.settings.NodeSettings] is the entry: it reads a configuration whole or refuses it with everything
/// that is wrong. Each key is documented in `reference.conf`; ranges stand here, next to the reading.
///
/// Invariants: immutable; nothing here opens, starts or resolves anything. What one node must have in common with
/// the others is in [io.murmur.node.settings.ClusterSettings] and is compared by formation, not here.
@NullMarked
package io.murmur.node.settings;

import org.jspecify.annotations.NullMarked;
