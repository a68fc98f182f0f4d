package io.murmur.actor.membership;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Where the declared nodes are: node-to-node addresses, "host:port", by name. Immutable.
public final class Addresses {

    private final Map<String, String> byName;

    /// @param byName as in `murmur.cluster.nodes`
    public Addresses(Map<String, String> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /// Requires an address for each of `names`.
    ///
    /// @throws IllegalArgumentException when one is missing, with what to do
    void requireAll(Collection<String> names) {
        for (String name : names) {
            of(name);
        }
    }

    String of(String name) {
        String address = byName.get(name);
        if (address == null) {
            throw new IllegalArgumentException("murmur.cluster.nodes has the addresses " + byName
                    + ", but none for node " + name + "; add it, for that node belongs to the cluster");
        }
        return address;
    }
}
