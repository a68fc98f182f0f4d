package io.murmur.load.target;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.KeySpace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A running cluster that the generator can talk to.
public interface Target extends AutoCloseable {

    String name();

    /// One sentence for the report: version, durability, where requests go.
    String description();

    /// Where connections go, in turn.
    List<InetSocketAddress> addresses();

    /// The protocol of one new connection.
    Codec codec(InetSocketAddress address, KeySpace space);

    /// The processes whose CPU time counts; empty if unknown.
    List<Long> pids();

    /// Stops what was started.
    @Override
    void close() throws IOException;
}
