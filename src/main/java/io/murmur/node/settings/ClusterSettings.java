package io.murmur.node.settings;

import io.murmur.core.formation.durable.ClusterTerms;
import java.util.List;

/// What all nodes of a cluster say alike.
///
/// @param terms what formation compares
/// @param addresses the declared nodes, in the order of their names
public record ClusterSettings(ClusterTerms terms, List<NodeAddress> addresses) {

    public ClusterSettings {
        addresses = List.copyOf(addresses);
    }

    /// Where the node of a declared name is reached.
    public NodeAddress addressOf(String name) {
        return addresses.stream()
                .filter(address -> address.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not declared"));
    }
}
