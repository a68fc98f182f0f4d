package io.murmur.load.codec;

import java.nio.ByteBuffer;

/// The protocol of a store on one connection that carries one request at a time. Not thread-safe; one per
/// connection.
public interface Codec {

    /// Writes what opens a connection, before the first request.
    void open(ByteBuffer out);

    /// Writes one request.
    void encode(Operation operation, long key, ByteBuffer out);

    /// Consumes whole pieces of the answer from `in`; may write what the protocol owes the server to `out`.
    ///
    /// @throws BrokenDialogueException if the server broke the protocol or ended the connection
    Reply decode(ByteBuffer in, ByteBuffer out);

    /// What the server said when it refused last; empty if it never did, or never says.
    default String refusal() {
        return "";
    }
}
