package io.murmur.core.entropy.message;

import io.murmur.core.machine.Key;

/// A key that a replica holds.
///
/// @param digest over the whole object, as the index has it
public record ListedKey(int partition, Key key, long digest) {}
