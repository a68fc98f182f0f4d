package io.murmur.node.settings;

import java.nio.file.Path;

/// Who a node is, where it listens, where its data is.
///
/// @param address its own among the declared ones
/// @param bindHost the address its doors listen on
/// @param redisPort 0 for any free one
/// @param httpPort 0 for any free one
/// @param data folder of the volume, absolute
public record NodePlace(NodeAddress address, String bindHost, int redisPort, int httpPort, Path data) {

    public String name() {
        return address.name();
    }

    public int internalPort() {
        return address.port();
    }
}
