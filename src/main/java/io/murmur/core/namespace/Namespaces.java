package io.murmur.core.namespace;

import io.murmur.core.machine.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the namespace of a key: the longest way to its first `:` that names a configured one, else the default.
///
/// Immutable. The list is short, so it is searched in order.
public final class Namespaces {

    private static final byte SEPARATOR = ':';

    private final Namespace fallback;
    private final List<Namespace> named;
    private final List<byte[]> prefixes;

    /// Creates the table.
    ///
    /// @param fallback the namespace of all keys without a configured prefix
    /// @param named the others, with distinct names
    public Namespaces(Namespace fallback, List<Namespace> named) {
        this.fallback = fallback;
        this.named = List.copyOf(named);
        this.prefixes = new ArrayList<>(named.size());
        for (Namespace namespace : this.named) {
            prefixes.add((namespace.name() + (char) SEPARATOR).getBytes(StandardCharsets.UTF_8));
        }
    }

    public Namespace fallback() {
        return fallback;
    }

    public List<Namespace> named() {
        return named;
    }

    /// Whether nodes may be asked to stand in for owners.
    public boolean anySloppy() {
        return fallback.sloppy() || named.stream().anyMatch(Namespace::sloppy);
    }

    /// The most owners that a write of any key waits for in a sloppy namespace; 0 if there is none.
    public int sloppyWriteOwnersMax() {
        int most = fallback.sloppy() ? fallback.writeOwners() : 0;
        for (Namespace namespace : named) {
            most = Math.max(most, namespace.sloppy() ? namespace.writeOwners() : 0);
        }
        return most;
    }

    /// The most owners that a read of any key asks.
    public int readOwnersMax() {
        int most = fallback.readOwners();
        for (Namespace namespace : named) {
            most = Math.max(most, namespace.readOwners());
        }
        return most;
    }

    public Namespace of(Key key) {
        byte[] bytes = key.bytes();
        for (int i = 0; i < prefixes.size(); i++) {
            byte[] prefix = prefixes.get(i);
            if (bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length)) {
                return named.get(i);
            }
        }
        return fallback;
    }
}
