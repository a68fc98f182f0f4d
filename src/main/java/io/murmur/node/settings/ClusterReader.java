package io.murmur.node.settings;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.node.configuration.Readings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads who is in the cluster, and who of them this node is: `murmur.cluster`, `murmur.node`, `murmur.ports`.
final class ClusterReader {

    private static final String NODES = "nodes";
    private static final int REPLICAS_MAX = 64;
    private static final int PARTITIONS_MAX = 16_384;
    private static final int PORT_MAX = 65_535;
    private static final Path NOWHERE = Path.of("");

    private final Readings cluster;
    private final Readings node;
    private final Readings ports;
    private final List<NodeAddress> addresses;

    /// Reads the declared nodes.
    ///
    /// @param all at `murmur`
    ClusterReader(Readings all) {
        cluster = all.at("cluster");
        node = all.at("node");
        ports = all.at("ports");
        addresses = readAddresses();
    }

    private List<NodeAddress> readAddresses() {
        List<NodeAddress> found = new ArrayList<>();
        String allowed = "the list of all nodes, each as " + NodeAddress.FORM;
        int before = cluster.problems().count();
        List<String> texts = cluster.texts(NODES, allowed);
        for (String text : texts) {
            NodeAddress address = NodeAddress.parse(text);
            if (address == null) {
                complain("has \"" + text + "\"; each node must be " + NodeAddress.FORM);
            } else if (found.stream().anyMatch(other -> other.name().equals(address.name()))) {
                complain("has " + address.name() + " twice; each name must be there once");
            } else if (found.stream().anyMatch(other -> other.target().equals(address.target()))) {
                complain("has two nodes at " + address.target() + "; each needs an address of its own");
            } else {
                found.add(address);
            }
        }
        if (texts.isEmpty() && cluster.problems().count() == before) {
            cluster.refuse(NODES, allowed);
        }
        found.sort(Comparator.comparing(NodeAddress::name));
        return List.copyOf(found);
    }

    private void complain(String what) {
        cluster.problems().add(cluster.pathOf(NODES) + " " + what);
    }

    int replicas() {
        return cluster.whole("replicas", 1, REPLICAS_MAX);
    }

    /// Null if it cannot be said; then there is a problem.
    ///
    /// @param settings of the namespaces, as a canonical text
    @Nullable
    ClusterSettings cluster(int replicas, String settings) {
        int before = cluster.problems().count();
        int partitions = cluster.whole("partitions", 1, PARTITIONS_MAX);
        List<String> leftOut = cluster.texts("dangerously-form-without", "a list of names of murmur.cluster.nodes");
        if (addresses.isEmpty() || cluster.problems().count() > before) {
            return null;
        }
        try {
            List<String> names = addresses.stream().map(NodeAddress::name).toList();
            ClusterTerms terms = new ClusterTerms(names, leftOut, replicas, partitions, settings);
            return new ClusterSettings(terms, addresses);
        } catch (IllegalArgumentException e) {
            cluster.problems().add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Of no use when there is a problem.
    NodePlace place() {
        String bind = node.text("bind", "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all");
        int redis = ports.whole("redis", 0, PORT_MAX);
        int http = ports.whole("http", 0, PORT_MAX);
        int internal = ports.whole("internal", 1, PORT_MAX);
        checkDistinct(redis, http, internal);
        Path data = data();
        NodeAddress own = ownAddress();
        if (own == null) {
            return new NodePlace(new NodeAddress("", "", internal), bind, redis, http, data);
        }
        if (own.port() != internal) {
            ports.refuse("internal", own.port() + ", the port that murmur.cluster.nodes has for " + own.name());
        }
        String host = own.host();
        if (node.valueOf("host") != null && !host.equals(node.text("host", host))) {
            node.refuse("host", host + ", the host that murmur.cluster.nodes has for " + own.name() + ", or left out");
        }
        return new NodePlace(own, bind, redis, http, data);
    }

    private void checkDistinct(int redis, int http, int internal) {
        if (redis == internal || http == internal || (redis == http && redis != 0)) {
            ports.problems()
                    .add("murmur.ports has redis = " + redis + ", http = " + http + ", internal = " + internal
                            + "; each must be a port of its own");
        }
    }

    private Path data() {
        String text = node.text("data", "the folder of this node's volume");
        try {
            return text.isEmpty() ? NOWHERE : Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            node.refuse("data", "the folder of this node's volume: " + e.getReason());
            return NOWHERE;
        }
    }

    private @Nullable NodeAddress ownAddress() {
        String names =
                String.join(", ", addresses.stream().map(NodeAddress::name).toList());
        String allowed = names.isEmpty() ? "one of murmur.cluster.nodes" : "one of murmur.cluster.nodes: " + names;
        String name = node.text("name", allowed);
        for (NodeAddress address : addresses) {
            if (address.name().equals(name)) {
                return address;
            }
        }
        if (!name.isEmpty() && !addresses.isEmpty()) {
            node.refuse("name", allowed);
        }
        return null;
    }
}
