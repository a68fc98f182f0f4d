package io.murmur.core.machine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hash table that cannot be iterated, so that no protocol can depend on the order of hashes. Not thread-safe.
public final class LookupTable<K, V> {

    private final Map<K, V> entries = new HashMap<>();

    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /// Stores `value` and returns what stood there before.
    public @Nullable V put(K key, V value) {
        return entries.put(key, value);
    }

    public @Nullable V remove(K key) {
        return entries.remove(key);
    }

    public boolean contains(K key) {
        return entries.containsKey(key);
    }

    public int size() {
        return entries.size();
    }

    public void clear() {
        entries.clear();
    }
}
