package io.murmur.load.target;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Nodes that can be started and killed one by one. Data stays with a node.
public interface Fleet extends AutoCloseable {

    int size();

    /// Where clients reach a node, also while it is down.
    InetSocketAddress address(int node);

    /// Starts a node that does not run; returns before it is ready.
    void start(int node) throws IOException;

    /// Ends a node at once, as SIGKILL does. Nothing happens if it does not run.
    void kill(int node);

    /// What a node said last, for the report of a failure.
    String lastWords(int node) throws IOException;

    /// Stops all that runs.
    @Override
    void close() throws IOException;
}
