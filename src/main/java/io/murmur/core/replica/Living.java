package io.murmur.core.replica;

import io.murmur.core.value.StoredObject;

/// Counts keys that show a value.
final class Living {

    private Living() {}

    /// How the count changes when a key's object goes from `before` to `after`.
    static int delta(StoredObject before, StoredObject after) {
        return (after.isAlive() ? 1 : 0) - (before.isAlive() ? 1 : 0);
    }
}
