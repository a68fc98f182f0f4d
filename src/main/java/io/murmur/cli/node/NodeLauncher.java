package io.murmur.cli.node;

import io.murmur.node.settings.NodeSettings;
import java.io.IOException;

/// Starts a node in this process.
@FunctionalInterface
public interface NodeLauncher {

    /// Returns when the node has its volume; it forms or recovers afterwards.
    ///
    /// @param acceptLoss go on with a volume that has lost data
    /// @throws RefusedStart if the volume must not be used as it is
    /// @throws IOException if something it needs is not there, such as a port
    RunningNode start(NodeSettings settings, boolean acceptLoss) throws RefusedStart, IOException;
}
