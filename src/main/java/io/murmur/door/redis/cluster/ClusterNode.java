package io.murmur.door.redis.cluster;

import io.murmur.core.machine.NodeId;

/// One node, as clients are told of it.
///
/// @param name its configured name
/// @param host where clients reach it: a name or an address they can resolve
/// @param port of its Redis door; 0 while it is not known, which counts as not reachable
/// @param self whether it is this node
/// @param reachable whether this node can count on it: it was in touch with it lately, and it did not lose data
public record ClusterNode(NodeId id, String name, String host, int port, boolean self, boolean reachable) {

    private static final String PADDING = "0".repeat(24);

    public ClusterNode {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port of " + name + " is " + port);
        }
    }

    /// The 40 hexadecimal digits clients know it by: the node id, then zeros.
    public String shownId() {
        return id + PADDING;
    }

    /// Whether clients may be sent there.
    public boolean isUsable() {
        return reachable && port > 0;
    }
}
