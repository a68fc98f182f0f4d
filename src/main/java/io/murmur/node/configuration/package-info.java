/// How a configuration is read: file, environment and `reference.conf` become one tree, in which every value is
/// read with what is allowed, and everything that is wrong is collected before anything starts.
///
/// Invariants: nothing here knows what a key is for; every complaint names key, value, where the value stands and
/// what is allowed. Entry: [io.murmur.node.configuration.ConfigurationFile],
/// [io.murmur.node.configuration.Readings]. What the keys mean is said in `io.murmur.node.settings`.
@NullMarked
package io.murmur.node.configuration;

import org.jspecify.annotations.NullMarked;
