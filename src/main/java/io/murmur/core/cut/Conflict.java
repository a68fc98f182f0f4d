package io.murmur.core.cut;

import io.murmur.core.machine.Key;

/// A key that both sides of a cut wrote without knowing of each other.
///
/// @param partition the key is in
public record Conflict(int partition, Key key) {}
