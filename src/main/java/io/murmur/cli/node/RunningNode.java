package io.murmur.cli.node;

/// A node that was started. Thread-safe.
public interface RunningNode {

    /// Waits until the node has ended, because it was told to or because it had to.
    ///
    /// @return whether it ended cleanly
    boolean awaitEnd() throws InterruptedException;

    /// Tells it to stop in order. Does nothing if it stops or has ended.
    void stop();
}
