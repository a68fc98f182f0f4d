package io.murmur.core.entropy.message;

import io.murmur.core.machine.Key;
import io.murmur.core.value.StoredObject;

/// A key's whole state, as one replica holds it.
public record KeyedObject(int partition, Key key, StoredObject object) {}
