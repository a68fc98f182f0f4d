package io.murmur.actor.membership;

import io.murmur.core.machine.Message;

/// Sends what may be told to anyone ([io.murmur.wire.message.Audience#ANYONE]) to an address.
@FunctionalInterface
public interface Greeter {

    /// Sends; the message may be lost on the way, and nobody is told. Neither blocks nor throws, whatever the address:
    /// it may be one that a stranger sent.
    ///
    /// @param hostAndPort "host:port" of a node-to-node address
    void greet(String hostAndPort, Message message);
}
